import Glibc

/// The names in a folder, read as they are asked for, however many there are.
final class FolderListing {
  private let stream: OpaquePointer?
  /// Why it has no names; nil where it can be read.
  let trouble: String?

  /// Takes over the descriptor of a folder.
  init(_ descriptor: Int32) {
    stream = descriptor >= 0 ? fdopendir(descriptor) : nil
    trouble = stream == nil ? String(cString: strerror(errno)) : nil
    if stream == nil, descriptor >= 0 { close(descriptor) }
  }

  deinit { if let stream { closedir(stream) } }

  func next() -> FileName? {
    guard let stream, let entry = readdir(stream) else { return nil }
    return withUnsafeBytes(of: &entry.pointee.d_name) { bytes in FileName(bytes.prefix { $0 != 0 }) }
  }
}
