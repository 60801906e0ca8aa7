import NodeModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("systemctl show")
struct SystemctlShowTests {
    private let docker = """
        MainPID=72
        ExecStart={ path=/usr/sbin/dockerd ; argv[]=/usr/sbin/dockerd -H fd:// --x=a;b ; ignore_errors=no ; pid=0 }
        Id=docker.service
        LoadState=loaded
        ActiveState=active
        UnitFileState=enabled
        """

    @Test("a block is a unit, whatever the order of its properties")
    func block() {
        let facts = NodeOutput.read(.systemctlShow, docker + "\n\nId=crio.service\nLoadState=not-found\nMainPID=0\n")
        #expect(facts.issues.isEmpty)
        #expect(
            facts.facts.unitStates == [
                UnitState(
                    name: "docker.service", load: "loaded", active: "active", file: "enabled", mainPID: 72,
                    execStart: "/usr/sbin/dockerd -H fd:// --x=a;b",
                    source: Source(capture: "systemctl-show", line: 3, quote: "Id=docker.service")),
                UnitState(
                    name: "crio.service", load: "not-found", active: "",
                    source: Source(capture: "systemctl-show", line: 8, quote: "Id=crio.service")),
            ])
    }

    @Test("blocks whose blank line got lost are told apart by a property that comes again")
    func glued() {
        let states = NodeOutput.read(.systemctlShow, docker + "\nMainPID=5\nId=k3s.service\n").facts.unitStates
        #expect(states.map(\.mainPID) == [72, 5])
    }

    @Test("a unit without Id is named by its file, one without either is an issue")
    func nameless() {
        let facts = NodeOutput.read(.systemctlShow, "MainPID=1\n\nFragmentPath=/etc/systemd/system/a.service\n")
        #expect(facts.facts.unitStates.map(\.name) == ["a.service"])
        #expect(facts.issues.count == 1)
    }

    @Test("every recorded block is read", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        let command =
            "systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState,MainPID,FragmentPath,DropInPaths,ExecStart "
            + "k3s k3s-agent rke2-server rke2-agent kubelet docker docker.socket containerd cri-docker "
            + "cri-docker.socket crio"
        let text = try #require(Recordings.output(of: command, in: scenario))
        let facts = NodeOutput.read(.systemctlShow, text)
        #expect(facts.issues.isEmpty)
        #expect(facts.facts.unitStates.count == 11)
        for state in facts.facts.unitStates where state.mainPID > 0 {
            #expect(state.active == "active")
            #expect(state.execStart.hasPrefix("/"))
            #expect(!state.execStart.contains(" ; "))
        }
        let docker = facts.facts.unitStates.first { $0.name == "docker.service" }
        let isStopped = scenario.hasPrefix("leftover-docker") || scenario.hasPrefix("k3s-only")
        #expect((docker?.active == "active") == !isStopped)
    }
}
