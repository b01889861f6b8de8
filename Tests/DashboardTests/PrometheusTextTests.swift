#if Dashboard
import Testing

@testable import Rendering

/// The text that Prometheus reads.
@Suite struct PrometheusTextTests {
  @Test func labelsAreEscaped() {
    var text = PrometheusText()
    text.family("a", .gauge, "Help.", [(["name": "x\"y\\z\n"], 1.5)])
    #expect(text.text == "# HELP a Help.\n# TYPE a gauge\na{name=\"x\\\"y\\\\z\\n\"} 1.5\n")
  }

  @Test func aHistogramCountsUpToEachBound() {
    var histogram = Histogram([0.1, 1])
    for value in [0.05, 0.1, 0.5, 7] { histogram.observe(value) }
    var text = PrometheusText()
    text.histograms("h", "Help.", [(["route": "/"], histogram)])
    #expect(
      text.text.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
        h_bucket{route="/",le="0.1"} 2
        h_bucket{route="/",le="1"} 3
        h_bucket{route="/",le="+Inf"} 4
        h_sum{route="/"} 7.65
        h_count{route="/"} 4
        """)
  }

  @Test func aFamilyWithoutSamplesIsLeftOut() {
    var text = PrometheusText()
    text.family("a", .counter, "Help.", [])
    #expect(text.text.isEmpty)
  }
}

#endif
