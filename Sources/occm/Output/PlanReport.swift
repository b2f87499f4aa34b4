import FoundationEssentials
import LoadBalancerModel
import Planning

/// Prints plans as the user asked.
struct PlanReport {
    let plans: [LoadBalancerPlan]
    let format: OutputFormat

    /// Writes the plans to standard output.
    func print() throws {
        let environment = ProcessInfo.processInfo.environment
        switch format {
        case .text:
            let printer = PlanText(color: StandardStreams.wantsColour(environment: environment))
            StandardStreams.write(printer.render(plans))
        case .json: StandardStreams.write(try PlanDocument(plans).json())
        case .yaml: StandardStreams.write(try PlanDocument(plans).yaml())
        }
    }
}
