/// A value as a plan shows it.
public enum PlanValue: Sendable, Hashable {
    /// No value.
    case null
    /// A text.
    case string(String)
    /// A number.
    case int(Int)
    /// True or false.
    case bool(Bool)
    /// Several values, in order.
    case list([PlanValue])
    /// A value that only exists later; the text, shown in brackets, says when or why: `known after apply`.
    case pending(String)

    /// A value that OpenStack gives when the change is applied.
    public static let knownAfterApply = Self.pending("known after apply")
}

/// A value that a plan can show.
public protocol PlanValueConvertible {
    /// The value as a plan shows it.
    var planValue: PlanValue { get }
}

extension PlanValue: PlanValueConvertible {
    /// Itself.
    public var planValue: PlanValue { self }
}

extension String: PlanValueConvertible {
    /// A text.
    public var planValue: PlanValue { .string(self) }
}

extension Int: PlanValueConvertible {
    /// A number.
    public var planValue: PlanValue { .int(self) }
}

extension Bool: PlanValueConvertible {
    /// True or false.
    public var planValue: PlanValue { .bool(self) }
}

extension Array: PlanValueConvertible where Element: PlanValueConvertible {
    /// The values in order.
    public var planValue: PlanValue { .list(map(\.planValue)) }
}

extension Optional: PlanValueConvertible where Wrapped: PlanValueConvertible {
    /// The value, or null.
    public var planValue: PlanValue { self?.planValue ?? .null }
}
