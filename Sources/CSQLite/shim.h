#include <sqlite3.h>

/// Has SQLite keep no account of its memory. Swift cannot call a function that takes any number of arguments.
static inline int csqlite_leave_memory_uncounted(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
