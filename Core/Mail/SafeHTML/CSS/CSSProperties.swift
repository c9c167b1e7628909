/// What a declaration may be made of: what mail is laid out with. Nothing of it runs, loads, or leaves the place where the element stands.
enum CSSProperties {
    /// Properties, in small letters.
    static let allowed: Set<String> = [
        "align-content", "align-items", "align-self", "aspect-ratio", "background", "background-clip", "background-color",
        "background-image", "background-origin", "background-position", "background-position-x", "background-position-y",
        "background-repeat", "background-size", "block-size", "border", "border-bottom", "border-bottom-color",
        "border-bottom-left-radius", "border-bottom-right-radius", "border-bottom-style", "border-bottom-width", "border-collapse",
        "border-color", "border-left", "border-left-color", "border-left-style", "border-left-width", "border-radius", "border-right",
        "border-right-color", "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top",
        "border-top-color", "border-top-left-radius", "border-top-right-radius", "border-top-style", "border-top-width", "border-width",
        "box-shadow", "box-sizing", "break-inside", "caption-side", "clear", "color", "color-scheme", "column-count", "column-gap",
        "column-width", "columns", "direction", "display", "empty-cells", "flex", "flex-basis", "flex-direction", "flex-flow", "flex-grow",
        "flex-shrink", "flex-wrap", "float", "font", "font-family", "font-feature-settings", "font-kerning", "font-size",
        "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-variant-caps", "font-variant-numeric", "font-weight",
        "gap", "grid", "grid-area", "grid-auto-columns", "grid-auto-flow", "grid-auto-rows", "grid-column", "grid-column-end",
        "grid-column-gap", "grid-column-start", "grid-gap", "grid-row", "grid-row-end", "grid-row-gap", "grid-row-start", "grid-template",
        "grid-template-areas", "grid-template-columns", "grid-template-rows", "height", "hyphens", "inline-size", "justify-content",
        "justify-items", "justify-self", "letter-spacing", "line-break", "line-height", "list-style", "list-style-image",
        "list-style-position", "list-style-type", "margin", "margin-block", "margin-block-end", "margin-block-start", "margin-bottom",
        "margin-inline", "margin-inline-end", "margin-inline-start", "margin-left", "margin-right", "margin-top", "max-height", "max-width",
        "min-height", "min-width", "object-fit", "object-position", "opacity", "order", "orphans", "outline", "outline-color",
        "outline-offset", "outline-style", "outline-width", "overflow", "overflow-wrap", "overflow-x", "overflow-y", "padding",
        "padding-block", "padding-block-end", "padding-block-start", "padding-bottom", "padding-inline", "padding-inline-end",
        "padding-inline-start", "padding-left", "padding-right", "padding-top", "page-break-after", "page-break-before",
        "page-break-inside", "place-content", "place-items", "place-self", "quotes", "row-gap", "tab-size", "table-layout", "text-align",
        "text-align-last", "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style",
        "text-decoration-thickness", "text-emphasis", "text-indent", "text-justify", "text-overflow", "text-rendering", "text-shadow",
        "text-size-adjust", "text-transform", "text-underline-offset", "text-wrap", "unicode-bidi", "vertical-align", "visibility",
        "white-space", "widows", "width", "word-break", "word-spacing", "word-wrap", "writing-mode", "-ms-text-size-adjust",
        "-moz-text-size-adjust", "-webkit-text-size-adjust", "-webkit-text-fill-color", "-webkit-font-smoothing",
        "-moz-osx-font-smoothing", "-webkit-line-clamp", "-webkit-box-orient",
    ]

    /// Properties whose value may be an image.
    static let withImages: Set<String> = ["background", "background-image", "list-style", "list-style-image"]

    /// Functions, in small letters. `url()` is read apart.
    static let functions: Set<String> = [
        "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "calc", "min", "max", "clamp", "minmax", "repeat",
        "fit-content", "linear-gradient", "radial-gradient", "conic-gradient", "repeating-linear-gradient", "repeating-radial-gradient",
        "light-dark",
    ]

    /// Whether a property that is left out says nothing to a browser anyway, and needs no mention.
    static func isInert(_ name: String) -> Bool { name.hasPrefix("mso-") || name.hasPrefix("tab-stops") || name.hasPrefix("ms-") }

    /// Features of a media query.
    static let mediaFeatures: Set<String> = [
        "width", "min-width", "max-width", "height", "min-height", "max-height", "device-width", "min-device-width", "max-device-width",
        "device-height", "min-device-height", "max-device-height", "orientation", "resolution", "min-resolution", "max-resolution",
        "-webkit-min-device-pixel-ratio", "-webkit-max-device-pixel-ratio", "prefers-color-scheme", "prefers-reduced-motion", "hover",
        "pointer", "color",
    ]

    /// Pseudo-classes without arguments.
    static let pseudoClasses: Set<String> = [
        "active", "empty", "first-child", "first-of-type", "focus", "hover", "last-child", "last-of-type", "link", "only-child",
        "only-of-type", "root", "visited",
    ]

    /// Pseudo-classes with a number as argument.
    static let countingPseudoClasses: Set<String> = ["nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"]
}
