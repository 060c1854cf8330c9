import type { DocumentWhole } from "../../api/documents.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useAction } from "../../ui/use-action.ts";

interface DeleteDialogProps {
  document: DocumentWhole;
  onClose: () => void;
  onDelete: () => Promise<void>;
}

/** Says what goes with a document before it goes. */
export function DeleteDialog({ document, onClose, onDelete }: DeleteDialogProps) {
  const { t, f } = useI18n();
  const deletion = useAction(onDelete);
  const changes = document.proposals.flatMap((proposal) => proposal.changes);
  const evidence = changes.filter(({ kind }) => kind === "evidence_added").length;
  const constraints = changes.filter(({ kind }) => kind === "constraint_set").length;
  return (
    <Dialog title={fill(t.documents.deleteTitle, { name: document.name })} onClose={onClose}>
      <p>{t.documents.deleteText}</p>
      {evidence > 0 && <p className="mt-2">{f.plural(t.documents.deleteEvidence, evidence)}</p>}
      {constraints > 0 && <p className="mt-2">{f.plural(t.documents.deleteConstraints, constraints)}</p>}
      {changes.length > 0 && <p className="mt-2 text-muted">{t.documents.deleteKeeps}</p>}
      {deletion.error !== undefined && <ErrorNotice error={deletion.error} />}
      <div className="mt-4 flex gap-2">
        <Button kind="primary" disabled={deletion.running} onClick={() => deletion.run()}>
          {t.documents.delete}
        </Button>
        <Button onClick={onClose}>{t.documents.keep}</Button>
      </div>
    </Dialog>
  );
}
