import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";

const FORMATS = [
  { format: "csv", name: "CSV" },
  { format: "parquet", name: "Parquet" },
  { format: "mcap", name: "MCAP" },
];

/** A session as files. @param startedAt ms */
export function ExportLinks({ sessionId, startedAt }: { sessionId: string; startedAt: number }) {
  const { t, f } = useI18n();
  return (
    <span className="flex gap-3">
      {FORMATS.map(({ format, name }) => (
        <a
          key={format}
          href={`/api/sessions/${encodeURIComponent(sessionId)}/export?format=${format}`}
          download
          aria-label={fill(t.session.download, { format: name, time: f.dateTime(startedAt) })}
          className="text-carry underline underline-offset-4"
        >
          {name}
        </a>
      ))}
    </span>
  );
}
