/* Takes back changes that were not synced, after the process that made them under preload.so was killed.
 *
 *   restore <folder> <journal> none|all|<seed>
 *
 * none: nothing that was not synced is left, the worst that a disk may do. all: everything is left, as after a kill alone.
 * A seed: of each file some pages of some writes, in any order a disk may have chosen; of each folder the first few changes.
 * Prints one line: how many changes there were and how many were taken back.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal.h"

/* What a disk writes at once. */
#define PAGE 4096

struct entry {
  struct change change;
  unsigned char *old_bytes;
  unsigned char *new_bytes;
};

struct entries {
  struct entry *at;
  size_t count;
};

enum choice { NONE, ALL, SOME };

static enum choice choice;
static uint64_t seed;
static unsigned long changes, taken_back;

static uint64_t next_random(void) {
  uint64_t word = seed += 0x9e3779b97f4a7c15ull;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ull;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebull;
  return word ^ (word >> 31);
}

static void fail(const char *what, const char *which) {
  fprintf(stderr, "restore: %s '%s': ", what, which);
  perror(NULL);
  exit(1);
}

static unsigned char *read_part(FILE *file, uint64_t count) {
  unsigned char *bytes = malloc(count + 1);
  if (!bytes || fread(bytes, 1, count, file) != count) {
    free(bytes);
    return NULL;
  }
  bytes[count] = 0;
  return bytes;
}

static struct entries read_journal(const char *path) {
  struct entries entries = {NULL, 0};
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot read", path);
  struct entry entry;
  while (fread(&entry.change, sizeof entry.change, 1, file) == 1 && entry.change.magic == CHANGE_MAGIC) {
    entry.old_bytes = read_part(file, entry.change.old_count);
    entry.new_bytes = entry.old_bytes ? read_part(file, entry.change.new_count) : NULL;
    /* The last record of a killed process may be unfinished; its change was not made. */
    if (!entry.new_bytes || checksum_of_change(&entry.change, entry.old_bytes, entry.new_bytes) != entry.change.checksum) break;
    entries.at = realloc(entries.at, (entries.count + 1) * sizeof entry);
    if (!entries.at) fail("no memory for", path);
    entries.at[entries.count++] = entry;
  }
  fclose(file);
  changes += entries.count;
  return entries;
}

static void put(int fd, const unsigned char *bytes, uint64_t count, uint64_t offset) {
  while (count > 0) {
    ssize_t done = pwrite(fd, bytes, count, (off_t)offset);
    if (done <= 0) fail("cannot write", "a file of the folder");
    bytes += done;
    count -= (uint64_t)done;
    offset += (uint64_t)done;
  }
}

/* Finds a file by its inode, below the folder or among the held ones. */
static int find(const char *folder, uint64_t inode, char path[PATH_MAX]) {
  DIR *entries = opendir(folder);
  struct dirent *entry;
  int isFound = 0;
  while (entries && !isFound && (entry = readdir(entries))) {
    struct stat status;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    char child[PATH_MAX * 2];
    snprintf(child, sizeof child, "%s/%s", folder, entry->d_name);
    if (lstat(child, &status) != 0) continue;
    if (status.st_ino == inode && strlen(child) < PATH_MAX) {
      strcpy(path, child);
      isFound = 1;
    } else if (S_ISDIR(status.st_mode)) {
      isFound = find(child, inode, path);
    }
  }
  if (entries) closedir(entries);
  return isFound;
}

static void restore_file(const char *path, struct entries entries) {
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) fail("cannot open", path);
  for (size_t index = entries.count; index-- > 0;) {
    struct entry entry = entries.at[index];
    put(fd, entry.old_bytes, entry.change.old_count, entry.change.offset);
    if (ftruncate(fd, (off_t)entry.change.old_size) != 0) fail("cannot cut", path);
    taken_back++;
  }
  for (size_t index = 0; choice == SOME && index < entries.count; index++) {
    struct entry entry = entries.at[index];
    if (next_random() % 2) continue;
    taken_back--;
    if (entry.change.kind == CHANGE_TRUNCATE) {
      if (ftruncate(fd, (off_t)entry.change.new_size) != 0) fail("cannot cut", path);
      continue;
    }
    int isWhole = next_random() % 2;
    for (uint64_t from = 0; from < entry.change.new_count;) {
      uint64_t count = PAGE - (entry.change.offset + from) % PAGE;
      if (count > entry.change.new_count - from) count = entry.change.new_count - from;
      if (isWhole || next_random() % 2) put(fd, entry.new_bytes + from, count, entry.change.offset + from);
      from += count;
    }
  }
  close(fd);
}

static void restore_folder(const char *path, const char *journal, struct entries entries) {
  size_t kept = choice == SOME ? next_random() % (entries.count + 1) : 0;
  for (size_t index = entries.count; index-- > kept;) {
    struct entry entry = entries.at[index];
    char name[PATH_MAX * 2], other[PATH_MAX * 2], held[PATH_MAX * 2];
    snprintf(name, sizeof name, "%s/%s", path, (char *)entry.old_bytes);
    snprintf(other, sizeof other, "%s/%s", path, (char *)entry.new_bytes);
    snprintf(held, sizeof held, "%s/h%llu", journal, (unsigned long long)entry.change.inode);
    switch (entry.change.kind) {
      case CHANGE_CREATE: unlink(name); break;
      case CHANGE_RENAME:
        /* A rename that the kill forestalled was recorded all the same. */
        if (access(name, F_OK) != 0) rename(other, name);
        if (entry.change.inode && access(other, F_OK) != 0 && link(held, other) != 0) fail("cannot bring back", other);
        break;
      default:
        if (access(name, F_OK) != 0 && link(held, name) != 0) fail("cannot bring back", name);
    }
    taken_back++;
  }
}

/* Each journal of one kind: those of files first, while held files are still where their journals say. */
static void restore_all(const char *folder, const char *journal, char kind) {
  DIR *names = opendir(journal);
  struct dirent *entry;
  if (!names) fail("cannot list", journal);
  while ((entry = readdir(names))) {
    char path[PATH_MAX], changes_path[PATH_MAX * 2];
    if (entry->d_name[0] != kind) continue;
    uint64_t inode = strtoull(entry->d_name + 1, NULL, 10);
    snprintf(changes_path, sizeof changes_path, "%s/%s", journal, entry->d_name);
    struct entries entries = read_journal(changes_path);
    struct stat status;
    int isFound = kind == 'd' && stat(folder, &status) == 0 && status.st_ino == inode;
    if (isFound) snprintf(path, sizeof path, "%s", folder);
    else isFound = find(folder, inode, path) || find(journal, inode, path);
    if (!isFound) continue;
    if (kind == 'f') restore_file(path, entries);
    else restore_folder(path, journal, entries);
  }
  closedir(names);
}

/* Deletes what ends in `-shm` below the folder: SQLite rebuilds it. */
static void drop_shared_memory(const char *folder) {
  DIR *names = opendir(folder);
  struct dirent *entry;
  while (names && (entry = readdir(names))) {
    char path[PATH_MAX * 2];
    size_t count = strlen(entry->d_name);
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (count > 4 && strcmp(entry->d_name + count - 4, "-shm") == 0) unlink(path);
    else if (entry->d_type == DT_DIR && entry->d_name[0] != '.') drop_shared_memory(path);
  }
  if (names) closedir(names);
}

static void empty_journal(const char *journal) {
  DIR *names = opendir(journal);
  struct dirent *entry;
  while (names && (entry = readdir(names))) {
    char path[PATH_MAX * 2];
    snprintf(path, sizeof path, "%s/%s", journal, entry->d_name);
    if (strchr("fdh", entry->d_name[0])) unlink(path);
  }
  if (names) closedir(names);
}

int main(int count, char **arguments) {
  char folder[PATH_MAX], journal[PATH_MAX];
  if (count != 4) {
    fprintf(stderr, "usage: restore <folder> <journal> none|all|<seed>\n");
    return 64;
  }
  if (!realpath(arguments[1], folder)) fail("no folder", arguments[1]);
  if (!realpath(arguments[2], journal)) fail("no folder", arguments[2]);
  if (strcmp(arguments[3], "none") == 0) choice = NONE;
  else if (strcmp(arguments[3], "all") == 0) choice = ALL;
  else {
    choice = SOME;
    seed = strtoull(arguments[3], NULL, 10);
  }
  if (choice != ALL) {
    restore_all(folder, journal, 'f');
    restore_all(folder, journal, 'd');
    drop_shared_memory(folder);
  }
  empty_journal(journal);
  printf("%lu changes were not synced, %lu were taken back\n", changes, taken_back);
  return 0;
}
