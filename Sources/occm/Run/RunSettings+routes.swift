import CloudProvider
import KeystoneAuth

extension RunSettings {
    /// Whether there are to be routes: nobody switched them off, and cloud.conf names the router.
    func wantsRoutes(_ config: CloudConfig) -> Bool {
        routes.isEnabled && controllers.runs(.route) && config.route.routerID?.isEmpty == false
    }

    /// Checks that what routes need is there.
    func checkRoutes(_ config: CloudConfig) throws(Failure) {
        guard wantsRoutes(config), routes.clusterCIDR.isEmpty else { return }
        throw Failure(
            "cloud.conf names a router in [Route], but --cluster-cidr is not given; give the networks of all pods, or "
                + "--configure-cloud-routes=false"
        )
    }
}
