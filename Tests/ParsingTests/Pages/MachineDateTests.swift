import NewsModels
import Testing

@testable import Parsing

@Suite struct MachineDateTests {
  @Test(arguments: [
    ("2024-02-24T06:17:00+07:00", "2024-02-24T06:17:00+07:00"),
    ("2024-02-24 06:17:00.000 +0700", "2024-02-24T06:17:00+07:00"),
    ("2024-02-24T06:17Z", "2024-02-24T06:17:00+00:00"), ("20240224", "2024-02-24"), ("2024/2/4", "2024-02-04"),
    ("20240224T061700+0700", "2024-02-24T06:17:00+07:00"), ("20240224T0617Z", "2024-02-24T06:17:00+00:00"),
    ("20240224T061700.5Z", "2024-02-24T06:17:00+00:00"), ("20240224T061700", "2024-02-24"),
    ("/Date(1708730220000)/", "2024-02-23T23:17:00+00:00"), ("/Date(1708730220000+0700)/", "2024-02-24T06:17:00+07:00"),
    ("2024-02-24 06:17 GMT+7", "2024-02-24T06:17:00+07:00"),
    ("2024-02-24T06:17:00 GMT+07:00", "2024-02-24T06:17:00+07:00"),
    ("2024-02-24 06:17:00 UTC-03:30", "2024-02-24T06:17:00-03:30"),
    ("2024-02-24 06:17 ICT", "2024-02-24T06:17:00+07:00"),
    ("1708730220.75", "2024-02-23T23:17:00+00:00"), ("1708730220", "2024-02-23T23:17:00+00:00"),
    ("1708730220000", "2024-02-23T23:17:00+00:00"),
  ])
  func formsThatPagesUse(text: String, expected: String) {
    #expect(MachineDate.read(text, language: "en")?.description == expected)
  }

  @Test func timeWithoutZoneIsOfTheLanguagesZoneOrAPlainDay() {
    #expect(MachineDate.read("2024-02-24T06:17:00", language: "vi")?.description == "2024-02-24T06:17:00+07:00")
    #expect(MachineDate.read("2024-02-24T06:17:00", language: "en")?.description == "2024-02-24")
  }

  @Test(arguments: [
    "2024-13-01", "0000-00-00", "1899-01-01", "24", "soon", "2024022406", "2024-02-30T01:00:00Z", "99999999",
    "20241324T061700Z",
    "20240224T0", "20240224.5", "1708730220.5.5", "/Date()/", "/Date(-62135596800000)/",
    "/Date(9223372036854775807)/", "/Date(92233720368547758079)/",
    "/Date(1708730220000+9900)/",
  ])
  func whatIsNoDateGivesNone(text: String) {
    #expect(MachineDate.read(text, language: "en") == nil)
  }

  @Test(arguments: [
    ("https://a.example/2024/02/24/story", "2024-02-24"), ("https://a.example/news/2024-02-24-story", "2024-02-24"),
    ("https://a.example/20240224/story.html", "2024-02-24"), ("https://a.example/2024/feb/24/story", "2024-02-24"),
  ])
  func dayInAnAddress(address: String, expected: String) {
    #expect(MachineDate.inAddress(address)?.description == expected)
  }

  @Test func numbersInAnAddressThatAreNoDay() {
    #expect(MachineDate.inAddress("https://a.example/2024/99/24/story") == nil)
    #expect(MachineDate.inAddress("https://a.example/story-2024022412") == nil)
  }
}
