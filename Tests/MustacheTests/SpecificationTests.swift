import MustacheTemplates
import Testing

@Suite("Cases of the Mustache specification")
struct SpecificationTests {
    @Test("Comments", arguments: SpecificationCase.comments)
    func comments(_ specified: SpecificationCase) throws { try check(specified) }

    @Test("Delimiters", arguments: SpecificationCase.delimiters)
    func delimiters(_ specified: SpecificationCase) throws { try check(specified) }

    @Test("Interpolation", arguments: SpecificationCase.interpolation)
    func interpolation(_ specified: SpecificationCase) throws { try check(specified) }

    @Test("Inverted sections", arguments: SpecificationCase.inverted)
    func inverted(_ specified: SpecificationCase) throws { try check(specified) }

    @Test("Partials", arguments: SpecificationCase.partials)
    func partials(_ specified: SpecificationCase) throws { try check(specified) }

    @Test("Sections", arguments: SpecificationCase.sections)
    func sections(_ specified: SpecificationCase) throws { try check(specified) }

    private func check(_ specified: SpecificationCase) throws {
        let result = try rendered(specified.template, specified.value, partials: specified.partials)
        #expect(result == specified.expected)
    }
}
