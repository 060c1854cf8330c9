import type { Project } from "@trajectory/protocols/events/entities.ts";
import { useFeed } from "../../../app/live.ts";
import { fill } from "../../../i18n/fill.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { useEdits } from "../../../editing/edits.ts";
import { EntityRow } from "../../../editing/EntityRow.tsx";
import { QuickNumber } from "./QuickNumber.tsx";

interface ProjectRowProps {
  project: Project;
  onEdit: () => void;
}

/** A project with the two numbers that change most often, ready to be changed. */
export function ProjectRow({ project, onEdit }: ProjectRowProps) {
  const { t, f } = useI18n();
  const { attempt } = useEdits();
  const { id, name, progress, hours, effortBasis } = project;

  function setHours(next: number): void {
    attempt(
      (portfolio) => portfolio.edit("life", "set_effort", { projectId: id, hours: next, effortBasis }),
      {
        text: fill(t.events.effort_set, { name, hours: f.number(next) }),
        undo: (portfolio) => portfolio.edit("life", "set_effort", { projectId: id, hours, effortBasis }),
      },
    );
  }

  /** A report teaches the model the person's pace: it is a fact, and not taken back. */
  function report(percent: number): void {
    attempt(
      (portfolio) => portfolio.edit("life", "report_progress", { projectId: id, progress: percent / 100 }),
      {
        text: fill(t.events.progress_reported, { name, progress: f.percent(percent / 100) }),
        undo: undefined,
      },
    );
  }

  function archive(): void {
    attempt((portfolio) => portfolio.edit("life", "archive_project", { projectId: id }), {
      text: fill(t.events.project_archived, { name }),
      undo: (portfolio) => portfolio.edit("life", "set_project", { project }),
    });
  }

  return (
    <EntityRow
      name={name}
      detail={<ProjectDetail project={project} />}
      onEdit={onEdit}
      onRemove={archive}
      removeText={t.life.archive}
    >
      <progress
        value={progress}
        max={1}
        aria-label={t.life.progress}
        className="mt-2 h-1.5 w-full rounded-full"
      />
      <div className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
        <QuickNumber
          label={t.life.donePercent}
          about={name}
          value={Math.round(progress * 1000) / 10}
          max={100}
          action={t.life.report}
          onSet={report}
        />
        <QuickNumber
          label={t.life.hoursAWeek}
          about={name}
          value={hours}
          max={168}
          action={t.life.set}
          onSet={setHours}
        />
      </div>
    </EntityRow>
  );
}

function ProjectDetail({ project }: { project: Project }) {
  const { t, f } = useI18n();
  const reading = useFeed().state?.projects.find(({ id }) => id === project.id);
  const deadline =
    project.deadline === undefined
      ? t.life.noDeadline
      : fill(t.life.until_, { date: f.date(project.deadline) });
  if (reading === undefined) return deadline;
  const pace = fill(t.life.paceDetail, {
    pace: f.number(reading.pace.value),
    relevance: f.percent(reading.relevance),
    remaining: f.number(reading.remaining.value, 0),
  });
  return (
    <>
      {deadline}
      {reading.overdue && <strong className="text-hold"> {t.life.overdue}</strong>}
      {" · "}
      {pace}
    </>
  );
}
