// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in `deploy/test`, but must not break the build of a user whose compiler is newer than ours.
let strict: [SwiftSetting] =
  Context.environment["NEWS_TOPICS_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  strict + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]

// Tests compute little themselves, and take a minute less to build so; what they test is optimized.
let testSettings = settings + [.unsafeFlags(["-Onone"])]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// What only the dashboard needs: neither fetched nor compiled without its trait.
func forDashboard(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: ["Dashboard"]))
}
let mustache = forDashboard("Mustache", "swift-mustache")
let httpStack = [
  forDashboard("Hummingbird", "hummingbird"), forDashboard("HummingbirdCore", "hummingbird"),
  forDashboard("ServiceLifecycle", "swift-service-lifecycle"), forDashboard("NIOCore", "swift-nio"),
  forDashboard("NIOHTTPTypes", "swift-nio-extras"), forDashboard("HTTPTypes", "swift-http-types"),
]
let renderingResources =
  ["Assets/style.css", "Assets/page.js", "Assets/icon.svg", "Assets/openapi.json"]
  + [
    "layout", "filters", "overview", "topic", "table", "entries", "gaps", "unknown", "figure",
    "articles", "article",
    "evidence", "sources", "health", "plain", "signin",
  ].map { "Templates/\($0).mustache" }

let package = Package(
  name: "news-topics",
  products: [
    .executable(name: "news-producer", targets: ["news-producer"]),
    .executable(name: "news-consumer", targets: ["news-consumer"]),
    .executable(name: "newsctl", targets: ["newsctl"]),
    .executable(name: "news-dashboard", targets: ["news-dashboard"]),
  ],
  traits: [
    .trait(
      name: "Dashboard",
      description: "Builds news-dashboard: the page, HTTP JSON and metrics. Fetches the HTTP stack."
    )
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Fetched with the trait only.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
  ],
  targets: [
    // System libraries, nothing else.
    .systemLibrary(name: "CZeroMQ"),
    .systemLibrary(name: "CSodium"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CSQLite"),

    // Pure rooms: no I/O, no clock.
    .target(name: "NewsModels", dependencies: ["CSodium"], swiftSettings: settings),
    .target(name: "Delivery", dependencies: ["NewsModels"], swiftSettings: settings),
    .target(
      name: "Parsing", dependencies: ["NewsModels", "CLibXML2", "CZlib"], swiftSettings: settings),
    .target(name: "Stories", swiftSettings: settings),
    .target(
      name: "Classifying", dependencies: ["NewsModels", yams],
      resources: [.embedInCode("topics.yaml"), .embedInCode("han-variants.txt")],
      swiftSettings: settings),

    // What threads share.
    .target(name: "Locking", swiftSettings: settings),

    // The outside world.
    .target(name: "ZeroMQ", dependencies: ["CZeroMQ", "Locking"], swiftSettings: settings),
    .target(
      name: "DurableSQLite", dependencies: ["CSQLite", "Locking", grdb, sqlite, logging],
      swiftSettings: settings),

    .target(
      name: "Serving", dependencies: ["NewsModels", "ZeroMQ", "Delivery", "Locking", logging],
      swiftSettings: settings),

    // The two services and the client's side of them.
    .target(
      name: "Producer",
      dependencies: [
        "NewsModels", "ZeroMQ", "Serving", "Delivery", "Parsing", "DurableSQLite", "Locking", grdb,
        logging,
      ],
      swiftSettings: settings),
    .target(
      name: "Consumer",
      dependencies: [
        "NewsModels", "ZeroMQ", "Serving", "Delivery", "Classifying", "Stories", "DurableSQLite",
        "Locking", grdb,
        logging,
      ],
      swiftSettings: settings),
    .target(name: "NewsClient", dependencies: ["NewsModels", "ZeroMQ"], swiftSettings: settings),

    // What all executables share: exit statuses, layered settings, the log.
    .target(
      name: "Launching", dependencies: ["ZeroMQ", argumentParser, logging, yams],
      swiftSettings: settings),

    // What a person starts.
    .executableTarget(
      name: "news-producer",
      dependencies: ["Producer", "Launching", "NewsModels", "ZeroMQ", argumentParser],
      swiftSettings: settings),
    .executableTarget(
      name: "news-consumer",
      dependencies: [
        "Consumer", "Launching", "NewsModels", "ZeroMQ", "Classifying", argumentParser,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "newsctl",
      dependencies: [
        "NewsClient", "Launching", "Locking", "NewsModels", "ZeroMQ", "Parsing", "Classifying", argumentParser,
      ],
      swiftSettings: settings),

    // What the dashboard shows, and the dashboard: every file is empty without the trait.
    .target(
      name: "Rendering", dependencies: ["NewsModels", mustache],
      resources: renderingResources.map { .embedInCode($0) }, swiftSettings: settings),
    .target(
      name: "Dashboard",
      dependencies: ["NewsModels", "NewsClient", "Rendering", "ZeroMQ", "Locking", logging]
        + httpStack,
      swiftSettings: settings),
    .executableTarget(
      name: "news-dashboard",
      dependencies: ["Dashboard", "Launching", "NewsModels", "ZeroMQ", argumentParser],
      swiftSettings: settings),

    // What `Tests/Benchmarks/measure` counts.
    .executableTarget(
      name: "steps",
      dependencies: [
        "NewsModels", "Parsing", "Classifying", "Delivery", "DurableSQLite", "Locking", "Producer",
        "Consumer",
      ],
      path: "Tests/Benchmarks/Steps", swiftSettings: settings),

    .testTarget(
      name: "NewsModelsTests", dependencies: ["NewsModels", "TestSupport"], swiftSettings: testSettings),
    .testTarget(
      name: "DeliveryTests", dependencies: ["Delivery", "NewsModels", "TestSupport"], swiftSettings: testSettings),
    .testTarget(
      name: "ParsingTests",
      dependencies: ["Parsing", "NewsModels", "Locking", "TestSupport", "CZlib"],
      swiftSettings: testSettings),
    .testTarget(
      name: "ClassifyingTests", dependencies: ["Classifying", "NewsModels", "TestSupport"],
      resources: [.copy("Topics/added-topics.yaml")], swiftSettings: testSettings),
    // No product, though a plain `swift build` builds it too: `Tests/Benchmarks/Matching/race` says how it is run.
    .executableTarget(
      name: "matching-benchmark", dependencies: ["Classifying"], path: "Tests/Benchmarks/Matching",
      exclude: ["race"],
      swiftSettings: settings),
    .testTarget(
      name: "StoriesTests", dependencies: ["Stories", "TestSupport"], swiftSettings: testSettings),
    .testTarget(
      name: "LockingTests", dependencies: ["Locking", "ZeroMQ"], swiftSettings: testSettings),
    .testTarget(
      name: "ZeroMQTests", dependencies: ["ZeroMQ", "Locking", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "DurableSQLiteTests",
      dependencies: ["DurableSQLite", "Locking", "TestSupport", "CSQLite", grdb],
      swiftSettings: testSettings),
    .testTarget(
      name: "ProducerTests",
      dependencies: [
        "TestSupport", "Producer", "NewsModels", "DurableSQLite", "Serving", "ZeroMQ", "Locking",
        grdb, logging,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "ConsumerTests",
      dependencies: [
        "TestSupport", "Consumer", "NewsModels", "NewsClient", "DurableSQLite", "Classifying",
        "Delivery", "Stories",
        "Serving", "ZeroMQ", "Locking", grdb, logging,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "Rendering", "NewsModels", forDashboard("HTTPTypes", "swift-http-types"),
      ],
      swiftSettings: testSettings),
    .target(
      name: "TestSupport", dependencies: ["ZeroMQ", "DurableSQLite", "Locking", grdb, logging], path: "Tests/Support",
      exclude: ["UnsyncedWrites", "KillOnMark", "FailingReads", "thread-sanitizer.txt", "address-sanitizer.txt"],
      swiftSettings: settings),
    // Times questions to stores of many articles; not a product.
    .executableTarget(
      name: "statistics-timing", dependencies: ["Consumer", "NewsModels", "DurableSQLite"],
      path: "Tests/Benchmarks/Statistics", exclude: ["storing", "stores.py", "timing"],
      swiftSettings: settings),
    .testTarget(
      name: "PairTests",
      dependencies: [
        "TestSupport", "NewsClient", "NewsModels", "ZeroMQ", "Locking", "news-producer",
        "news-consumer", "newsctl",
        "news-dashboard",
      ],
      swiftSettings: testSettings),
  ],
  swiftLanguageModes: [.v6]
)
