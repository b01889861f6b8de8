import Foundation
import NewsClient
import TestSupport
import Testing

/// What `newsctl` reads by itself: long lines, records, folders that cannot be read to their end.
@Suite struct ReadingFilesTests {
  /// A pipe gives little at a time: a line must not be moved, or looked through from its beginning, for each piece.
  @Test func aLongLineOutOfAPipeTakesNoMoreWorkThanOutOfAFile() async throws {
    let pair = try PairFixture()
    _ = try pair.file(
      "long.jsonl", #"{"id":"a","title":"Bản tin","body":""# + String(repeating: "x", count: 40 << 20) + "\"}\n")
    let times = try await CommandLineTests.shell(
      """
      TIMEFORMAT='%U %S'
      time $newsctl classify long.jsonl >file; time (cat long.jsonl | $newsctl classify - >pipe); cmp file pipe
      """, pair)
    #expect(times.status == 0)
    let seconds = times.errors.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Double($0) }.reduce(0, +)
    }
    try #require(seconds.count == 2, "\(times.errors)")
    #expect(seconds[1] < 3 * seconds[0] + 0.5, "\(seconds)")
  }

  /// The articles of a file are told apart by their number, whatever records they stand in.
  @Test func eachArticleOfAFileHasANumberOfItsOwn() async throws {
    let pair = try PairFixture()
    func record(_ numbers: [Int]) -> String {
      let items = numbers.map {
        "{\"title\":\"Bản tin số \($0)\",\"text\":\"Đoàn xe viện trợ số \($0) vào Dải Gaza hôm nay.\"}"
      }
      return "{\"articles\":[\(items.joined(separator: ","))]}"
    }
    let many = try pair.file("many.jsonl", "\(record([1, 2, 3]))\n{\"phone\":1}\n\(record([4, 5]))\n")
    let one = try pair.file("one.json", record([6, 7]))
    let parsed = try await pair.newsctl("parse", many, one)
    let rows = try parsed.jsonLines()
    #expect(rows.map { $0["index"] as? Int } == [0, 1, 2, 3, 4, 0, 1], "\(parsed.text)")
    #expect(rows.map { $0["record"] as? Int } == [0, 0, 0, 2, 2, nil, nil])
    // The record's number is the one that messages name it by.
    #expect(parsed.errors.contains("many.jsonl#1: "))
    let table = try await pair.newsctl("parse", "--format", "csv", many)
    #expect(table.text.hasPrefix("file,index,id,title,published,source,credit,language,url,body,record\n"))
    #expect(table.text.split(separator: "\n").last?.hasSuffix(",2") == true)
  }

  /// The system says of a folder that it has no more entries, or that it cannot say: as a broken disk.
  @Test(.enabled(if: UnsyncedWritesTool.compiler != nil))
  func aFolderThatCannotBeReadToItsEndIsTold() async throws {
    let pair = try PairFixture()
    for number in 1...9 { _ = try pair.file("in/\(number).txt", WrittenArticles.document(number).bytes) }
    _ = try pair.file(
      "fault.c",
      """
      #include <dirent.h>
      #include <dlfcn.h>
      #include <errno.h>
      static int count;
      struct dirent *readdir(DIR *folder) {
        struct dirent *(*next)(DIR *) = (struct dirent *(*)(DIR *))dlsym(RTLD_NEXT, "readdir");
        if (++count <= 5) return next(folder);
        errno = EIO;
        return 0;
      }
      struct dirent64 *readdir64(DIR *folder) { return (struct dirent64 *)readdir(folder); }
      """)
    let parsed = try await CommandLineTests.shell(
      "cc -D_GNU_SOURCE -shared -fPIC -o fault.so fault.c -ldl && LD_PRELOAD=./fault.so $newsctl parse in", pair)
    #expect(parsed.status == 1 && parsed.errors.contains("in: cannot be read: "), "\(parsed.errors)")
    #expect(try await pair.newsctl("parse", pair.folder.path + "/in").text.split(separator: "\n").count == 9)
  }

  /// It makes its locks when it is first used: of two threads that did so at once, both could wait for ever.
  @Test(.enabled(if: UnsyncedWritesTool.compiler != nil))
  func theParserOfPagesAndFeedsIsMadeReadyBeforeItIsUsed() async throws {
    let pair = try PairFixture()
    let text = String(
      repeating: "The harbour ferry came back on Saturday, and the queue reached the market hall. ", count: 4)
    _ = try pair.file(
      "page.html", "<html><body><article><h1>The ferry is back</h1><p>\(text)</p></article></body></html>")
    _ = try pair.file(
      "feed.xml",
      "<rss><channel><title>Harbour</title><item><title>The ferry is back</title><description>\(text)</description></item></channel></rss>"
    )
    _ = try pair.file(
      "order.c",
      """
      #include <dlfcn.h>
      #include <stdlib.h>
      #include <unistd.h>
      static int isReady;
      void xmlInitParser(void) {
        ((void (*)(void))dlsym(RTLD_NEXT, "xmlInitParser"))();
        isReady = 1;
      }
      static void *make(const char *name, const char *bytes, int count) {
        if (!isReady) abort();
        if (write(2, name, 3) != 3) abort();
        return ((void *(*)(const char *, int))dlsym(RTLD_NEXT, name))(bytes, count);
      }
      void *htmlCreateMemoryParserCtxt(const char *bytes, int count) { return make("htmlCreateMemoryParserCtxt", bytes, count); }
      void *xmlCreateMemoryParserCtxt(const char *bytes, int count) { return make("xmlCreateMemoryParserCtxt", bytes, count); }
      """)
    _ = try await CommandLineTests.shell("cc -D_GNU_SOURCE -shared -fPIC -o order.so order.c -ldl", pair)
    for (file, made) in [("page.html", "htm"), ("feed.xml", "xml")] {
      let parsed = try await CommandLineTests.shell("LD_PRELOAD=./order.so $newsctl parse \(file)", pair)
      #expect(parsed.status == 0 && parsed.errors.contains(made), "\(file): \(parsed.status) \(parsed.errors)")
      #expect(parsed.text.split(separator: "\n").count == 1, "\(file)")
    }
  }

  /// What was read of a text before the disk failed is no article.
  @Test(.enabled(if: UnsyncedWritesTool.compiler != nil))
  func aFileThatCannotBeReadToItsEndIsNoShorterOne() async throws {
    let pair = try PairFixture()
    // In chunks of a mebibyte.
    _ = try pair.file("long.txt", WrittenArticles.document(1, paragraphs: 20_000).bytes)
    let failing = try FailingReadsTool(in: pair.folder.path).environment(file: "long.txt", from: 1 << 20)
    let variables = failing.map { "\($0)=\($1)" }.joined(separator: " ")
    let parsed = try await CommandLineTests.shell("\(variables) $newsctl parse long.txt", pair)
    #expect(parsed.status == 1 && parsed.text.isEmpty, "\(parsed.text.prefix(200))")
    #expect(parsed.errors.contains("long.txt: cannot be read: "), "\(parsed.errors)")
    let whole = try await pair.newsctl("parse", pair.folder.path + "/long.txt")
    #expect(whole.status == 0 && whole.text.split(separator: "\n").count == 1)
  }

  @Test func linksToFoldersAreTold() async throws {
    let pair = try PairFixture()
    _ = try pair.file("in/1.txt", WrittenArticles.document(1).bytes)
    _ = try pair.file("else/2.txt", WrittenArticles.document(2).bytes)
    let folder = pair.folder.path + "/in"
    for name in ["a", "b"] { symlink("../else", "\(folder)/\(name)") }
    symlink("../else/2.txt", "\(folder)/file.txt")
    let parsed = try await pair.newsctl("parse", folder)
    #expect(parsed.status == 0 && parsed.text.split(separator: "\n").count == 2)
    #expect(
      parsed.errors.contains(
        "\(folder)/a: skipped: a link to a folder, which may be one above it and 1 more such links"))
  }

  /// A program that writes a line and waits for its answer gets it.
  @Test func eachLineIsClassifiedWhenItComes() async throws {
    let pair = try PairFixture()
    let answers = try await CommandLineTests.shell(
      """
      coproc CLASSIFY { $newsctl classify -; }
      for id in a b; do
        echo '{"id":"'$id'","title":"Bản tin","body":"Đoàn xe vào Dải Gaza."}' >&"${CLASSIFY[1]}"
        read -r -t 60 answer <&"${CLASSIFY[0]}" && echo "${answer:0:9}"
      done
      """, pair)
    #expect(answers.text == "{\"id\":\"a\"\n{\"id\":\"b\"\n")
  }

  @Test func aFolderOfKeysThatCannotBeReadIsNoEmptyOne() async throws {
    let pair = try PairFixture()
    let file = try pair.file("allowed", "no folder")
    let list = try await pair.newsctl("keys", "list", "--allow", file, "--format", "csv")
    #expect(list.status == 1 && list.text.contains("allowed,,,\(file),cannot be read: "), "\(list.text)")
    // Nobody has made a key yet.
    let none = try await pair.newsctl("keys", "list", "--format", "csv")
    #expect(none.status == 0 && none.text == "kind,name,key,file,problem\n", "\(none.errors)")
  }
}
