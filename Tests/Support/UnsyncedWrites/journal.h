/* What both halves of the tool agree on: how a change that was not synced yet is recorded.
 *
 * Each file has a journal named f<inode>, each folder one named d<inode>, in the journal folder. A sync of the file or folder
 * empties its journal. Files that were unlinked or replaced stay as links h<inode> until their folder is synced.
 */
#ifndef UNSYNCED_WRITES_JOURNAL_H
#define UNSYNCED_WRITES_JOURNAL_H

#include <stdint.h>

enum change_kind { CHANGE_WRITE = 1, CHANGE_TRUNCATE = 2, CHANGE_CREATE = 3, CHANGE_UNLINK = 4, CHANGE_RENAME = 5 };

/* Followed by `old_count` bytes that were there before and `new_count` bytes that came.
 * Of a file: bytes from `offset` on. Of a folder: `old` is the name (before a rename), `new` the name after it. */
struct change {
  uint32_t magic;
  uint32_t kind;
  uint64_t offset;
  uint64_t old_size; /* of the file before the change */
  uint64_t new_size; /* of the file after it */
  uint64_t inode;    /* of the file that was unlinked or replaced; 0 for none */
  uint64_t old_count;
  uint64_t new_count;
  uint64_t checksum; /* of everything but this: a record that was not finished does not count */
};

#define CHANGE_MAGIC 0x4e545557u

static uint64_t checksum_of(uint64_t sum, const void *bytes, uint64_t count) {
  const unsigned char *at = bytes;
  for (uint64_t index = 0; index < count; index++) sum = (sum ^ at[index]) * 0x100000001b3ull;
  return sum;
}

static uint64_t checksum_of_change(const struct change *change, const void *old_bytes, const void *new_bytes) {
  struct change copy = *change;
  copy.checksum = 0;
  uint64_t sum = checksum_of(0xcbf29ce484222325ull, &copy, sizeof copy);
  sum = checksum_of(sum, old_bytes, change->old_count);
  return checksum_of(sum, new_bytes, change->new_count);
}

#endif
