package io.resolutionflow.aigateway.ledger.web;

import io.resolutionflow.aigateway.ledger.UsageFilter;
import io.resolutionflow.aigateway.ledger.UsageReports;
import io.resolutionflow.aigateway.ledger.UsageRow;
import io.resolutionflow.platform.paging.Keyset;
import io.resolutionflow.platform.paging.PageQuery;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Usage rows as RFC 4180, page by page, so that no transaction waits for a slow reader. A cell that
 * a spreadsheet would run gets a leading apostrophe; unknown is an empty cell.
 */
final class UsageCsv {

    static final String MEDIA_TYPE = "text/csv";
    static final long MOST_ROWS = 100_000;

    private static final int PAGE = 1_000;
    private static final String HEADER =
            "request_id,created_at,user_id,user_name,task,phase,tier,reference_kind,reference_id,provider,model,outcome,error_code,"
                    + "offline,offline_reason,attempts,input_tokens,cached_input_tokens,cache_write_tokens,output_tokens,reasoning_tokens,"
                    + "usage_quality,cost_micros,counts_toward_quota,duration_ms";

    private final UsageReports reports;

    UsageCsv(UsageReports reports) {
        this.reports = reports;
    }

    void write(UsageFilter filter, HttpServletResponse response) throws IOException {
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Content-Disposition", "attachment; filename=\"ai-usage.csv\"");
        PrintWriter out = response.getWriter();
        line(out, HEADER);
        Keyset after = null;
        List<UsageRow> rows;
        do {
            rows = reports.rows(filter, new PageQuery(PAGE - 1, after, 0, ""));
            rows.forEach(row -> line(out, cells(row)));
            after =
                    rows.isEmpty()
                            ? null
                            : new Keyset(rows.getLast().createdAt(), rows.getLast().requestId());
        } while (rows.size() == PAGE && !out.checkError());
    }

    static String cells(UsageRow row) {
        var reference = row.reference();
        var usage = row.usage();
        @Nullable Object[] values = {
            row.requestId(),
            row.createdAt(),
            row.userId(),
            row.userName(),
            row.task(),
            row.phase(),
            row.tier(),
            reference == null ? null : reference.kind(),
            reference == null ? null : reference.id(),
            row.provider(),
            row.model(),
            row.outcome(),
            row.errorCode(),
            row.offline(),
            row.offlineReason(),
            row.attempts(),
            usage == null ? null : usage.inputTokens(),
            usage == null ? null : usage.cachedInputTokens(),
            usage == null ? null : usage.cacheWriteTokens(),
            usage == null ? null : usage.outputTokens(),
            usage == null ? null : usage.reasoningTokens(),
            row.usageQuality(),
            row.costMicros(),
            row.countsTowardQuota(),
            row.durationMs()
        };
        return Arrays.stream(values).map(UsageCsv::cell).collect(Collectors.joining(","));
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (!text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static void line(PrintWriter out, String line) {
        out.print(line);
        out.print("\r\n");
    }
}
