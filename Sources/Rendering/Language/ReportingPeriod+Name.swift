#if Dashboard
import NewsModels

extension ReportingPeriod {
  /// Those that the page offers, as buttons.
  static let offered: [ReportingPeriod] = [
    .today, .lastSevenDays, .lastThirtyDays, .thisMonth, .lastMonth, .thisYear,
  ]

  /// As a button says it.
  func name(in language: InterfaceLanguage) -> String {
    switch (self, language) {
    case (.today, .english): "Today"
    case (.today, .vietnamese): "Hôm nay"
    case (.lastSevenDays, .english): "7 days"
    case (.lastSevenDays, .vietnamese): "7 ngày"
    case (.lastThirtyDays, .english): "30 days"
    case (.lastThirtyDays, .vietnamese): "30 ngày"
    case (.thisMonth, .english): "This month"
    case (.thisMonth, .vietnamese): "Tháng này"
    case (.lastMonth, .english): "Last month"
    case (.lastMonth, .vietnamese): "Tháng trước"
    case (.thisYear, .english): "This year"
    case (.thisYear, .vietnamese): "Năm nay"
    case (.yesterday, .english): "Yesterday"
    case (.yesterday, .vietnamese): "Hôm qua"
    case (.thisWeek, .english): "This week"
    case (.thisWeek, .vietnamese): "Tuần này"
    case (.lastWeek, .english): "Last week"
    case (.lastWeek, .vietnamese): "Tuần trước"
    case (.thisQuarter, .english): "This quarter"
    case (.thisQuarter, .vietnamese): "Quý này"
    case (.lastQuarter, .english): "Last quarter"
    case (.lastQuarter, .vietnamese): "Quý trước"
    case (.lastYear, .english): "Last year"
    case (.lastYear, .vietnamese): "Năm ngoái"
    }
  }
}

#endif
