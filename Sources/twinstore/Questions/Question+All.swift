extension Question {
    /// Every saved question, in the order in which an engineer would ask.
    static let all: [Question] = [
        verdicts, wastefulNodes, topWastedImages, imagesTwiceEverywhere, plans, turnedBad, fixed, gotWorse,
        changedBetween, nodeHistory, stillDocker, kubeletOnDocker, kubeletRuntimes, versions, setUps, outliers,
        notJudged, missing, contested, fullDisks, leftoversByKind, leftovers, inUseByBoth, notRemovable,
        sharedLayers, nodesWithImage, sameNameOtherContent, largestStores, failedCaptures, slowCaptures, notSeen,
        bundleProblems, byLabel, redactions, ruleSets, nodeEvidence, nodeStores, nodeImages, nodePlan,
    ]
}
