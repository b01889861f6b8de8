/// What a person may push or parse, for the commands' help.
enum DocumentForms {
  static let help = """
    Text, HTML, MHTML, RSS and Atom, JSON and JSON lines, CSV and TSV, and WARC are read, each also in gzip. The first line of a table \
    names its columns, as a JSON record its members: title and text, and where they are known date, source and url; or tiêu đề, \
    nội dung, ngày, nguồn, đường dẫn.
    """
}
