#if Dashboard
import NewsModels

/// The JSON of the topics that there are.
struct ProgramTopics: Encodable {
  var schema = 1
  var version: String
  var topics: [TopicsAnswer.Topic]

  init(_ answer: TopicsAnswer) {
    version = answer.version
    topics = answer.topics
  }
}

#endif
