import Delivery
import NewsModels

/// The claims of all links of this process on producers: one producer may come through one link only.
actor ClaimRegistry {
  private var claims = ProducerClaims()

  func claim(_ producer: ProducerID, _ epoch: Epoch, by endpoint: String) -> ProducerClaims.Conflict? {
    claims.claim(producer, epoch, by: endpoint)
  }

  func release(by endpoint: String) {
    claims.release(by: endpoint)
  }
}
