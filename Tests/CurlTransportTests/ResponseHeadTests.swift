import Testing

@testable import CurlTransport

@Suite("Reading a response's header lines")
struct ResponseHeadTests {
    private func read(_ lines: String...) -> (head: ResponseHead, problem: String?) {
        var head = ResponseHead()
        for line in lines {
            if let problem = head.read(Array(line.utf8)) { return (head, problem) }
        }
        return (head, nil)
    }

    @Test("names keep their case, values lose the white space around them, repeated fields stay apart")
    func fields() {
        let head = read("HTTP/1.1 200 OK\r\n", "X-A:b\r\n", "x-a: \t c d \r\n", "Empty:\r\n", "\r\n").head
        #expect(head.status == 200)
        #expect(head.headers.fields.map { "\($0.name)=\($0.value)" } == ["X-A=b", "x-a=c d", "Empty="])
        #expect(head.isComplete)
    }

    @Test("a folded line continues the field before it")
    func folded() {
        let head = read("HTTP/1.1 200 OK\r\n", "X-A: one\r\n", "  two\r\n", "\tthree\r\n", "\r\n").head
        #expect(head.headers["X-A"] == "one two three")
    }

    @Test("an interim response's fields go with it; trailers come too late")
    func interimAndTrailers() {
        let head = read(
            "HTTP/1.1 100 Continue\r\n",
            "X-Interim: 1\r\n",
            "\r\n",
            "HTTP/1.1 200\r\n",
            "X-Final: 1\r\n",
            "\r\n",
            "X-Trailer: 1\r\n",
        ).head
        #expect(head.headers == ["X-Final": "1"])
    }

    @Test(
        "a status line that is none says so",
        arguments: ["HTTP/1.1", "HTTP/1.1 abc", "HTTP/1.1 99 x", "HTTP/1.1 600 x"]
    )
    func badStatus(line: String) {
        #expect(read(line + "\r\n").problem == "its status line is not valid")
    }

    @Test("header fields without end are refused at 256 kB")
    func endless() {
        var head = ResponseHead()
        let line = Array("X: \(String(repeating: "x", count: 1021))".utf8)
        for _ in 1...256 { #expect(head.read(line) == nil) }
        #expect(head.read(line) != nil)
    }

    @Test("any bytes are read without a crash")
    func anyBytes() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("HTTP/1.1 200:\t\r\n \u{0}é".utf8)
        for _ in 1...20_000 {
            var head = ResponseHead()
            for _ in 1...4 {
                let line = (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in alphabet.randomElement() }
                _ = head.read(line)
            }
        }
    }
}
