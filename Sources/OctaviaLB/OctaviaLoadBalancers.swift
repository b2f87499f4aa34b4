import CloudProvider
import KeystoneAuth
import Kubernetes
import LoadBalancerModel
import OpenStackAPI
import Planning

/// OpenStack's load balancers for Services: the walk from Service to plan to changes.
///
/// Guarantees: planning writes nothing; applying makes only the plan's changes; what is not proven ours is never touched.
/// Assumptions: one pass a Service at a time.
/// Failure: ``LoadBalancerFailure`` or `OpenStackError`, each with a message for the user.
public struct OctaviaLoadBalancers {
    let session: any OpenStackSession
    let config: CloudConfig
    let cluster: ClusterIdentity
}
