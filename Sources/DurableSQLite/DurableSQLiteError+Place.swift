extension DurableSQLiteError {
  /// Whether the place that was named cannot hold the data, before anything of it was touched: another place helps.
  public var concernsPlace: Bool {
    switch self {
    case .notAFolder, .notWritable, .readOnlyFileSystem, .inUse, .notADatabase, .foreignDatabase, .copiedOver,
      .newerVersion:
      true
    case .diskFull, .noRoomToOpen, .busy, .occupied, .corrupt, .failed, .moved, .unlocked, .closed: false
    }
  }
}
