import type { KnownSkill } from "../../api/routes.ts";
import { newId } from "../../api/commands.ts";
import { useFeed } from "../../app/live.ts";
import { fill } from "../../i18n/fill.ts";
import { useI18n } from "../../i18n/i18n.ts";
import { Field } from "../../ui/Field.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { EditForm } from "../../editing/EditForm.tsx";
import { useEdits } from "../../editing/edits.ts";
import { levelText } from "../../editing/levels.ts";
import { useForm } from "../../editing/use-form.ts";
import { EMPTY_EVIDENCE, evidenceOf, KINDS, testIsWhole } from "./evidence-draft.ts";

/** Behind the server's clock, so that the way there cannot put evidence into its future, ms. */
const BEHIND_MS = 2_000;

export function EvidenceForm({ skill, onClose }: { skill: KnownSkill; onClose: () => void }) {
  const { t } = useI18n();
  const { perform } = useEdits();
  const { clockAhead } = useFeed();
  const { draft, change, ...form } = useForm({
    start: EMPTY_EVIDENCE,
    check: (checked) => (testIsWhole(checked) ? undefined : t.life.testFault),
    send(sent) {
      const evidence = evidenceOf(newId(), skill.id, Date.now() + clockAhead - BEHIND_MS, sent);
      return perform((store) => store.edit("skills", "add_evidence", { evidence }), {
        text: fill(t.events.evidence_added, { name: skill.name, kind: t.evidenceKind[evidence.kind] }),
        undo: (store) => store.edit("skills", "retract_evidence", { evidenceId: evidence.id }),
      });
    },
    onDone: onClose,
  });
  const test = draft.kind === "test";
  return (
    <EditForm title={fill(t.life.evidenceFor, { name: skill.name })} form={form} onClose={onClose}>
      <SelectField
        label={t.life.evidenceKindLabel}
        value={draft.kind}
        options={KINDS.map((value) => ({ value, text: t.evidenceKind[value] }))}
        hint={t.life.evidenceHint}
        onChange={(kind) => change({ kind })}
      />
      <Slider
        label={test ? t.life.difficulty : t.life.level}
        value={draft.level}
        min={0}
        max={4}
        step={0.25}
        text={levelText(draft.level, t)}
        onChange={(level) => change({ level })}
      />
      {test && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t.life.correct}
            type="number"
            min={0}
            step={1}
            required
            value={draft.correct}
            onChange={(event) => change({ correct: event.target.value })}
          />
          <Field
            label={t.life.questions}
            type="number"
            min={1}
            max={10_000}
            step={1}
            required
            value={draft.questions}
            onChange={(event) => change({ questions: event.target.value })}
          />
        </div>
      )}
      {draft.kind !== "self_report" && (
        <Field
          label={t.life.source}
          hint={t.life.sourceHint}
          value={draft.source}
          maxLength={120}
          onChange={(event) => change({ source: event.target.value })}
        />
      )}
    </EditForm>
  );
}
