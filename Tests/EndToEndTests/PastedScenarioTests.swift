import Foundation
import TestSupport
import Testing

/// Set-ups whose truth hangs on how a table is read, pasted by hand.
@Suite("Pasted scenarios")
struct PastedScenarioTests {
    static let k3s = """
        PID    PPID USER     ELAPSED COMMAND
         70       1 root          17 /usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
        164       1 root          15 /usr/local/bin/k3s server
        170     164 root          15 containerd 
        """

    @Test("Docker 29 with CONTENT SIZE 0B has a graph driver: the same IDs in k3s's list are second copies")
    func graphDriver29() throws {
        let answer = try EditedNode(captures: [
            "docker-images": """
            IMAGE        ID             DISK USAGE   CONTENT SIZE   EXTRA
            nginx:1.27   c505bb498b0f        107MB             0B    U   
            r.io/b:1     2000a9dccdcf       91.2MB             0B        
            """,
            "crictl-images": """
            IMAGE                     TAG    IMAGE ID        SIZE
            docker.io/library/nginx   1.27   c505bb498b0f1   53.7MB
            r.io/b                    1      2000a9dccdcfd   45.8MB
            """, "ps": Self.k3s,
        ]).analyzed()
        #expect(answer.verdict == "duplicated")
        #expect(answer.confidence == "certain")
        let plan = (answer["plan"] as? [[String: Any]] ?? []).compactMap { $0["command"] as? String }
        #expect(plan.contains("docker image rm r.io/b:1"))
        #expect(!plan.contains { $0.contains("nginx") }, "a container uses it")
    }

    @Test("Docker 29 with a CONTENT SIZE keeps its images in a containerd: which one five tables cannot tell")
    func containerdStore29() throws {
        let answer = try EditedNode(captures: [
            "docker-images": """
            IMAGE        ID             DISK USAGE   CONTENT SIZE   EXTRA
            nginx:1.27   d10b936790ba        161MB         53.7MB        
            """,
            "crictl-images": """
            IMAGE                     TAG    IMAGE ID        SIZE
            docker.io/library/nginx   1.27   c505bb498b0f1   53.7MB
            """,
            "crictl-version": "Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  2.1.5\n",
        ]).analyzed()
        #expect(answer.verdict == "unknown")
        let commands = (answer["missing"] as? [[String: Any]] ?? []).compactMap { $0["settleWith"] as? String }
        #expect(commands.contains { $0.hasPrefix("docker info") })
    }

    @Test("an old cri-dockerd prints 0B and Docker's own names: one store")
    func zeroBytes() throws {
        let answer = try EditedNode(captures: [
            "docker-images": """
            REPOSITORY       TAG   IMAGE ID       CREATED       SIZE
            example/my-app   1.0   c505bb498b0f   5 weeks ago   1.81GB
            """,
            "crictl-images": """
            IMAGE            TAG   IMAGE ID        SIZE
            example/my-app   1.0   c505bb498b0f1   0B
            """,
        ]).analyzed()
        #expect(answer["relation"] as? String == "same")
        #expect(answer.verdict == "same-store")
    }

    @Test("a list that grep cut does not make one store two")
    func grepped() throws {
        let answer = try EditedNode(captures: [
            "docker-images": """
            REPOSITORY       TAG   IMAGE ID       CREATED       SIZE
            example/my-app   1.0   c505bb498b0f   5 weeks ago   1.81GB
            r.io/base        1     2000a9dccdcf   5 weeks ago   901MB
            """,
            "crictl-images": "example/my-app   1.0   c505bb498b0f1   1.81GB\n",
        ]).analyzed()
        #expect(answer["relation"] as? String == "same")
        #expect((answer["plan"] as? [Any])?.isEmpty == true)
    }

    @Test("same name, other content: no duplicate, and both IDs are shown")
    func sameName() throws {
        let answer = try EditedNode(captures: [
            "docker-images": """
            REPOSITORY   TAG      IMAGE ID       CREATED       SIZE
            r.io/app     latest   c505bb498b0f   5 weeks ago   107MB
            r.io/b       1        2000a9dccdcf   5 weeks ago   91.2MB
            """,
            "crictl-images": """
            IMAGE      TAG      IMAGE ID        SIZE
            r.io/app   latest   d8cbb5c5078cd   50.1MB
            r.io/b     1        2000a9dccdcfd   45.8MB
            """, "ps": Self.k3s,
        ]).analyzed()
        #expect(answer.verdict == "duplicated")
        #expect((answer["images"] as? [Any])?.count == 1)
        #expect((answer["nameConflicts"] as? [Any])?.count == 1)
    }
}
