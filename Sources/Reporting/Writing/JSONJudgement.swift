import NodeModel

extension JSONWriter {
    /// One node of the contract.
    mutating func judgement(_ judgement: Judgement) {
        field("node", judgement.node)
        field("collectedAt", judgement.collectedAt.description)
        object("source", inline: true) {
            $0.field("name", judgement.bundle.name)
            $0.field("sha256", judgement.bundle.sha256)
        }
        field("machine", judgement.machine)
        field("verdict", judgement.verdict.rawValue)
        field("confidence", judgement.confidence.rawValue)
        field("relation", judgement.relation.rawValue)
        field("headline", judgement.headline)
        field("next", PlanLayout.next(judgement).words)
        list("stores", judgement.stores) { $0.store($1) }
        list("views", judgement.views, inline: true) { $0.view($1) }
        list("images", judgement.images) { $0.image($1) }
        list("nameConflicts", judgement.nameConflicts) { writer, conflict in
            writer.field("name", conflict.name)
            writer.object("ids") { ids in
                for (store, id) in conflict.ids.sorted(by: { $0.key < $1.key }) { ids.field(store, id.description) }
            }
        }
        figure("duplicatedBytes", judgement.duplicatedBytes)
        object("freedByRemoving") {
            for side in Side.allCases { $0.figure(side.rawValue, judgement.freedByRemoving[side]) }
        }
        list("residues", judgement.residues) { $0.residue($1) }
        list("checks", judgement.checks) { $0.check($1) }
        list("contradictions", judgement.contradictions) { writer, contradiction in
            writer.field("statement", contradiction.statement)
            writer.field("decidedBy", contradiction.decidedBy)
            writer.field("against", contradiction.against)
            writer.field("settleWith", contradiction.settleWith)
            writer.sources(contradiction.sources)
        }
        missing(judgement.missing)
        list("plan", judgement.plan) { writer, step in
            writer.field("command", step.command)
            writer.field("purpose", step.purpose)
            writer.figure("frees", step.frees)
            writer.field("risk", step.risk)
        }
        field("warnings", judgement.warnings)
        list("filesystems", judgement.filesystems, inline: true) { writer, disk in
            writer.field("path", disk.path)
            writer.field("device", disk.device)
            writer.field("bytes", disk.bytes)
            writer.field("used", disk.used)
            writer.field("available", disk.available)
        }
        object("labels") { labels in
            for (key, value) in judgement.labels.sorted(by: { $0.key < $1.key }) { labels.field(key, value) }
        }
        object("provenance", inline: true) {
            $0.field("ruleSet", judgement.ruleSet)
            $0.field("collectorVersion", judgement.collectorVersion)
            $0.field("redactions", judgement.redactions)
        }
    }

    private mutating func store(_ store: Store) {
        field("id", store.id)
        field("engine", store.engine.rawValue)
        field("root", store.root)
        field("driver", store.driver)
        field("namespace", store.namespace)
        field("live", store.live)
        field("imageCount", store.imageCount)
        field("bytesOnDisk", store.bytesOnDisk)
        sources(store.sources)
    }

    private mutating func view(_ view: View) {
        field("id", view.id)
        field("command", view.command)
        field("endpoint", view.endpoint)
        field("server", view.server)
        field("store", view.store)
        field("imageCount", view.imageCount)
        field("isKubelets", view.isKubelets)
    }

    private mutating func image(_ image: SharedImage) {
        field("names", image.names)
        field("configDigest", image.configDigest?.description)
        field("stores", image.stores)
        figure("duplicated", image.duplicated)
        field("inUseBy", image.inUseBy)
        field("join", image.join.rawValue)
        object("sizes") { sizes in
            for (store, size) in image.sizes.sorted(by: { $0.key < $1.key }) {
                sizes.object(store, inline: true) {
                    $0.field("low", size.low)
                    $0.field("high", size.high)
                }
            }
        }
        object("containers") { containers in
            for (store, count) in image.containers.sorted(by: { $0.key < $1.key }) {
                containers.object(store, inline: true) {
                    $0.field("running", count.running)
                    $0.field("total", count.total)
                }
            }
        }
        field("pinned", image.pinned)
        field("removable", image.removable)
        field("reason", image.reason)
    }

    private mutating func residue(_ residue: Residue) {
        field("kind", residue.kind.rawValue)
        field("path", residue.path)
        field("bytes", residue.figure?.bytes)
        field("tier", residue.figure?.tier.rawValue)
        field("formula", residue.figure?.formula)
        field("inputs", residue.figure?.inputs ?? [])
        field("images", residue.images)
        field("statement", residue.statement)
        sources(residue.sources)
    }

    private mutating func check(_ check: Check) {
        field("id", check.rule)
        field("title", check.title)
        field("byHand", check.byHand)
        field("says", check.says.rawValue)
        field("strength", check.strength.rawValue)
        field("statement", check.statement)
        sources(check.sources)
        missing(check.missing)
    }

    private mutating func missing(_ missing: [Missing]) {
        list("missing", missing, inline: true) { writer, missing in
            writer.field("capture", missing.capture)
            writer.field("why", missing.why)
            writer.field("settleWith", missing.settleWith)
        }
    }

    private mutating func sources(_ sources: [Source]) {
        list("sources", sources, inline: true) { writer, source in
            writer.field("capture", source.capture.name)
            writer.field("line", source.line)
            writer.field("quote", source.quote)
        }
    }

    private mutating func figure(_ key: String, _ figure: ByteFigure?) {
        guard let figure else { return null(key) }
        object(key, inline: true) {
            $0.field("bytes", figure.bytes)
            $0.field("tier", figure.tier.rawValue)
            $0.field("formula", figure.formula)
            $0.field("inputs", figure.inputs)
        }
    }
}
