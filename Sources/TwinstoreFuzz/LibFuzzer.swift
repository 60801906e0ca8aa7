#if LIBFUZZER
    import Glibc

    /// libFuzzer's own loop, guided by what of the program an input reaches. Its library has a `main` of its own, which is
    /// not used: SwiftPM gives every program one.
    enum LibFuzzer {
        static func run() -> Int32 {
            var count = CommandLine.argc
            var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
            return runDriver(&count, &arguments) { testOneInput($0, $1) }
        }
    }

    /// By the name that libFuzzer's own `main`, which is linked all the same, asks for.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
        Trial.run(FuzzInput(Array(UnsafeBufferPointer(start: bytes, count: count))).archive)
        return 0
    }

    /// https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
    @_silgen_name("LLVMFuzzerRunDriver")
    private func runDriver(
        _ count: UnsafeMutablePointer<Int32>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
        _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32
#endif
