import Sandbox

/// The sandbox's JSON; Kubernetes has values of that name, too.
typealias CloudJSON = JSONValue
