/// The rules, strongest first: where two contradict each other, the earlier one decides.
extension Rule {
    public static let all: [Rule] = [
        .deletion,
        .runtimeName,
        .imageFilesystem,
        .content,
        .endpoint,
        .names,
        .listRelation,
        .sizes,
        .configuration,
        .processes,
        .directories,
    ]

    /// The name that verdicts carry. It changes with every change of what a rule says.
    public static let ruleSet = "2026.2"
}
