/// A chart of table cells: mail clients drop SVG, and a picture would have to be loaded.
enum ChartHTML {
    /// One row for each value: when, a bar, how much. A line marks the threshold in each bar.
    static func html(_ chart: Chart) -> String {
        let style = PageStyle.self
        let rows = chart.bars.map { bar in
            """
            <tr><td class="muted" align="right" style="padding:2px 8px 2px 0;font-size:12px;line-height:16px;white-space:nowrap;color:\(style.muted)">\(HTMLText.escaped(bar.label))</td>\
            <td width="100%" style="padding:0">\(self.bar(bar, in: chart))</td>\
            <td class="ink" align="right" style="padding:2px 0 2px 8px;font-size:13px;line-height:16px;white-space:nowrap;color:\(style.ink);font-weight:\(bar.isBreaching ? "700" : "400")">\(HTMLText.escaped(bar.words))</td></tr>
            """
        }
        return """
            <h2 class="muted" style="margin:0 0 8px;font-size:13px;line-height:18px;font-weight:600;color:\(style.muted)">\(HTMLText.escaped(chart.title))</h2>
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
            \(rows.joined(separator: "\n"))
            </table>
            <p class="muted" style="margin:6px 0 0;font-size:12px;line-height:18px;color:\(style.muted)"><span class="mark" style="display:inline-block;vertical-align:middle;width:2px;height:12px;background:\(style.mark)">&#8203;</span>&nbsp; \(HTMLText.escaped(chart.legend))</p>
            """
    }

    private static func bar(_ bar: Chart.Bar, in chart: Chart) -> String {
        let style = PageStyle.self
        let end = bar.value.map(chart.place) ?? 0
        let marks = Set(chart.thresholds.map(chart.place)).sorted()
        var cells = ""
        var position = 0
        func fill(to place: Int) {
            for (stop, isFilled) in [(min(end, place), true), (place, false)] where stop > position {
                let width = "\((stop - position) / 10).\((stop - position) % 10)%"
                let look = isFilled ? " class=\"\(bar.isBreaching ? "hot" : "calm")\"" : ""
                let colour = isFilled ? ";background:\(bar.isBreaching ? style.hot : style.calm)" : ""
                cells += "<td\(look) width=\"\(width)\" style=\"width:\(width)\(colour)\"></td>"
                position = stop
            }
        }
        for mark in marks {
            fill(to: mark)
            cells += "<td class=\"mark\" width=\"2\" style=\"width:2px;background:\(style.mark)\"></td>"
        }
        fill(to: max(end, position))
        // The rest takes what is left, so that the lines of all rows stand below each other.
        cells += "<td height=\"14\"></td>"
        return
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"table-layout:fixed\"><tr style=\"height:14px;line-height:14px;font-size:0\">\(cells)</tr></table>"
    }
}
