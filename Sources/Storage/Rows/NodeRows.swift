import NodeModel

extension FactTable {
    static let setting = FactTable(
        "setting", columns: ["key_id", "value_id"], quote: .word,
        list: \.settings, source: \.source,
        write: { setting, row in
            row.settingKey(setting.key)
            row.word(setting.value)
        },
        read: { row, source in
            Setting(try row.settingKey(), try row.word(), source: source)
        })

    static let unit = FactTable(
        "unit",
        columns: [
            "name_id", "fragments_id", "exec_start_id", "environment_id", "environment_files_id", "changed_on_disk",
        ], quote: .word,
        list: \.units, source: \.source,
        write: { unit, row in
            row.word(unit.name)
            row.words(unit.fragments)
            row.words(unit.execStart)
            row.words(unit.environment)
            row.words(unit.environmentFiles)
            row.flag(unit.changedOnDisk)
        },
        read: { row, source in
            Unit(
                name: try row.word(), fragments: try row.words(), execStart: try row.words(),
                environment: try row.words(), environmentFiles: try row.words(), changedOnDisk: row.flag(),
                source: source)
        })

    static let unitState = FactTable(
        "unit_state", columns: ["name_id", "load_id", "active_id", "file_id", "main_pid", "exec_start_id"],
        quote: .word,
        list: \.unitStates, source: \.source,
        write: { state, row in
            row.word(state.name)
            row.word(state.load)
            row.word(state.active)
            row.word(state.file)
            row.integer(state.mainPID)
            row.word(state.execStart)
        },
        read: { row, source in
            UnitState(
                name: try row.word(), load: try row.word(), active: try row.word(), file: try row.word(),
                mainPID: row.int(), execStart: try row.word(), source: source)
        })

    static let socket = FactTable(
        "socket", columns: ["name_id", "path_id", "target_id"], quote: .word,
        list: \.sockets, source: \.source,
        write: { socket, row in
            row.word(socket.name)
            row.word(socket.path)
            row.word(socket.target)
        },
        read: { row, source in
            Socket(name: try row.word(), path: try row.word(), target: try row.word(), source: source)
        })

    static let socketListener = FactTable(
        "socket_listener", columns: ["path_id", "pid", "process_id"], quote: .text,
        list: \.listeners, source: \.source,
        write: { listener, row in
            row.word(listener.path)
            row.integer(listener.pid)
            row.word(listener.process)
        },
        read: { row, source in
            SocketListener(path: try row.word(), pid: row.int(), process: try row.word(), source: source)
        })
}
