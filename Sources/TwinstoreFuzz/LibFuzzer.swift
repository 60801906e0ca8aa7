#if LIBFUZZER
    /// What libFuzzer's own `main` calls with each input.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
        Trial.run(FuzzInput(Array(UnsafeBufferPointer(start: bytes, count: count))).archive)
        return 0
    }
#endif
