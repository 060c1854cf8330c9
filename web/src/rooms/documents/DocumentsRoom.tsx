import { useCallback, useEffect } from "react";
import { getDocument, getDocuments } from "../../api/documents.ts";
import { useFeed } from "../../app/live.ts";
import { useQueryPart } from "../../app/router.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { DocumentList } from "./DocumentList.tsx";
import { DocumentPanel } from "./DocumentPanel.tsx";
import { SourcesPanel } from "./SourcesPanel.tsx";
import { UploadPanel } from "./UploadPanel.tsx";

const READ = "read_document";

/** What somebody has written down already: sent, fetched, read, and what it says decided on. */
export function DocumentsRoom() {
  const { t } = useI18n();
  const { jobs } = useFeed();
  const [openId, setOpenId] = useQueryPart("document");
  const load = useCallback(async () => {
    const documents = await getDocuments();
    const shown = documents.find(({ id }) => id === openId);
    return { documents, open: shown === undefined ? undefined : await getDocument(shown.id) };
  }, [openId]);
  const { value, error, reload } = useResource(load);

  // A job that goes on to another state has changed its document.
  const states = [...jobs.values()]
    .filter(({ kind }) => kind === READ)
    .map(({ id, state }) => `${id} ${state}`)
    .join();
  useEffect(reload, [states, reload]);

  return (
    <>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{t.app.documents}</h1>
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]">
        <div className="grid gap-4">
          <UploadPanel onAdded={reload} />
          <SourcesPanel onAdded={reload} />
        </div>
        <div className="grid gap-4">
          {value === undefined && error === undefined && <output>{t.app.loading}</output>}
          {value !== undefined && (
            <DocumentList
              documents={value.documents}
              openId={openId}
              onOpen={(id) => setOpenId(id === openId ? undefined : id)}
            />
          )}
          {value?.open !== undefined && (
            <DocumentPanel
              key={value.open.id}
              document={value.open}
              onChange={reload}
              onDeleted={() => setOpenId(undefined)}
            />
          )}
        </div>
      </div>
    </>
  );
}
