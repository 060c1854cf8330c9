import { useId, useRef, useState, type DragEvent } from "react";
import { LARGEST_DOCUMENT, uploadDocument } from "../../api/documents.ts";
import { ApiError, toApiError } from "../../api/http.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { errorText } from "../../ui/error-text.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Progress } from "./Progress.tsx";

interface Upload {
  key: number;
  name: string;
  share: number;
  outcome: "sending" | "new" | "known" | ApiError;
}

let uploads = 0;

/** Files by button or drop, one after the other. */
export function UploadPanel({ onAdded }: { onAdded: () => void }) {
  const { t } = useI18n();
  const [sent, setSent] = useState<readonly Upload[]>([]);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();

  function put(upload: Upload): void {
    setSent((before) => [upload, ...before.filter(({ key }) => key !== upload.key)].slice(0, 10));
  }

  async function send(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const upload: Upload = { key: ++uploads, name: file.name, share: 0, outcome: "sending" };
      put(upload);
      try {
        if (file.size > LARGEST_DOCUMENT)
          throw new ApiError(413, { code: "document_too_large", message: "", hint: "" });
        const begun = Date.now();
        const { addedAt } = await uploadDocument(file, (share) => put({ ...upload, share }));
        // What was there before was not added in this minute.
        put({ ...upload, share: 1, outcome: addedAt < begun - 60_000 ? "known" : "new" });
        onAdded();
      } catch (thrown) {
        put({ ...upload, outcome: toApiError(thrown) });
      }
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  }

  return (
    <Panel title={t.documents.add}>
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={`rounded-md border-2 border-dashed p-5 text-center ${isOver ? "border-carry bg-carry-soft" : "border-line-strong"}`}
      >
        <p className="mb-2">{t.documents.drop}</p>
        <Button kind="primary" aria-describedby={hint} onClick={() => input.current?.click()}>
          {t.documents.choose}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t.documents.choose}
          onChange={({ target }) => {
            void send([...(target.files ?? [])]);
            target.value = "";
          }}
        />
        <p id={hint} className="mt-2 text-sm text-muted">
          {t.documents.forms}
        </p>
      </div>
      <ul className="mt-3 grid gap-2 text-sm">
        {sent.map((upload) => (
          <li key={upload.key}>
            <span className="font-medium break-words">{upload.name}</span>{" "}
            <Outcome share={upload.share} outcome={upload.outcome} />
          </li>
        ))}
      </ul>
      <p className="mt-3 max-w-[62ch] text-sm text-muted">{t.documents.nothingCounts}</p>
    </Panel>
  );
}

function Outcome({ share, outcome }: Pick<Upload, "share" | "outcome">) {
  const { t, f } = useI18n();
  if (outcome === "sending")
    return <Progress share={share} text={fill(t.documents.sending, { share: f.percent(share) })} />;
  if (outcome === "new") return <output className="text-muted">{t.documents.sent}</output>;
  if (outcome === "known") return <output className="text-muted">{t.documents.known}</output>;
  const { message, hint: what } =
    outcome.code === "document_too_large" ? t.documents.tooLarge : errorText(t, outcome);
  return (
    <span role="alert" className="text-bad">
      {message} {what}
    </span>
  );
}
