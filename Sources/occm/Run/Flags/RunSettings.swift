import CloudProvider
import Kubernetes

/// What `occm run` is told on its command line: every value checked, every default filled in.
///
/// ``RunFlags`` has a flag for each of these; the defaults there are the ones here.
struct RunSettings: Sendable {
    /// Which cloud, and what this cluster is called in it.
    var cloud = Cloud()
    /// How the Kubernetes API is reached.
    var cluster = Cluster()
    /// Which controllers run.
    var controllers = [ControllerRule.all]
    /// How the service controller works.
    var services = ServiceControllerOptions()
    /// How load balancers are changed.
    var loadBalancers = LoadBalancers()
    /// How the node and the node lifecycle controller work.
    var nodes = NodeControllerOptions()
    /// Whether any number of Nodes whose servers are gone may be removed.
    var allowsMassNodeRemoval = false
    /// How the route controller works.
    var routes = Routes()
    /// Who of several replicas works.
    var election = Election()
    /// The HTTPS endpoint.
    var serving = Serving()
    /// Who asks the HTTPS endpoint.
    var authentication = Authentication()
    /// What who asks may see.
    var authorization = Authorization()
    /// What the log tells.
    var logging = Logging()
    /// Features that are switched on or off by name.
    var featureGates: [FeatureGate] = []
    /// Whether the version is to be printed, instead of running.
    var version = VersionRequest.none

    /// Which cloud, and what this cluster is called in it.
    struct Cloud: Sendable, Hashable {
        /// cloud.conf.
        var configFile: String?
        /// The cluster's name, which is part of every name in OpenStack.
        var clusterName = "kubernetes"
        /// What stands for the uid of the namespace kube-system.
        var clusterUID: String?
        /// What is added to the User-Agent of every request to OpenStack, in the order of the command line.
        var userAgents: [WholeText] = []
    }

    /// How the Kubernetes API is reached; without a file or a URL, as a Pod does.
    struct Cluster: Sendable, Hashable {
        /// A kubeconfig.
        var kubeconfig: String?
        /// The API server's URL; wins over the kubeconfig's.
        var master: String?
        /// Requests a second; zero or less is no limit.
        var requestsPerSecond = 20.0
        /// Requests at once after a rest, at least 1.
        var burst = 30
    }

    /// How load balancers are changed.
    struct LoadBalancers: Sendable, Hashable {
        /// How many may settle at once, at least 1.
        var maximumSettling = 30
        /// Whether any number of load balancers that are gone may be made again.
        var allowsMassRecreation = false
    }

    /// How the route controller works.
    struct Routes: Sendable, Hashable {
        /// Whether there are to be routes.
        var isEnabled = true
        /// The networks of all pods; empty if they are not known.
        var clusterCIDR = ""
        /// How often routes are looked at although no Node changed.
        var period = Duration.seconds(10)
    }

    /// Who of several replicas works.
    struct Election: Sendable, Hashable {
        /// The lease of the controller that acts, whether it is the Go OCCM or occm.
        static let standardLease = "cloud-controller-manager"
        /// The lease of controllers that only observe.
        static let observerLease = "cloud-controller-manager-observer"

        /// Whether there is an election at all.
        var isEnabled = true
        /// How long everything takes.
        var times = ElectionTimes.standard
        /// The Lease's name.
        var leaseName = standardLease
        /// The Lease's namespace.
        var leaseNamespace = "kube-system"
    }
}
