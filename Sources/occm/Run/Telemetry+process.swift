import Kubernetes
import Logging
import Serving
import Telemetry

// What the process's own parts tell.

extension Telemetry {
    /// The cloud's configuration was read again.
    func note(_ news: CurrentCloud.News) {
        switch news {
        case .reloaded: config("cloud-config").loaded()
        case .refused(let error): config("cloud-config").failed(error)
        }
    }

    /// Something in a file is strange, and does not keep it from being used.
    func warn(of problem: some Error & CustomStringConvertible) {
        logger.warning("A configuration is not as it should be", metadata: ["problem": "\(problem)"])
    }

    /// The API server does not answer yet.
    func wait(for error: KubernetesError) {
        logger.warning("The API server does not answer yet; trying again", error: error)
    }

    /// What serving does.
    func note(_ news: ServingNews) {
        switch news {
        case .listening(let port): logger.info("Serving", metadata: ["port": "\(port)"])
        case .certificateInUse: config("serving-certificate").loaded()
        case .certificateRefused(let error): config("serving-certificate").failed(error)
        case .authoritiesInUse: config("client-ca").loaded()
        case .authoritiesRefused(let error): config("client-ca").failed(error)
        case .unhealthy(let probe, let check, let reason):
            let fields: Logger.Metadata = ["probe": "\(probe.rawValue)", "check": "\(check)", "reason": "\(reason)"]
            logger.warning("A health check failed", metadata: fields)
        case .authenticated(.refused(let reason)):
            logger.debug("Credentials of a request are not valid", metadata: ["reason": "\(reason)"])
        case .authorized(.failed(let reason)):
            logger.warning("The API server can't say what a request may do", metadata: ["reason": "\(reason)"])
        case .reviewed, .authenticated, .authorized, .answered:
            // The calls to the API server are counted where they are made.
            break
        }
    }
}
