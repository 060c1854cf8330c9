import { useState } from "react";
import type { Project } from "@trajectory/protocols/events/entities.ts";
import type { Portfolio } from "../../../api/routes.ts";
import { useI18n } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { Conflicts } from "./Conflicts.tsx";
import { ProjectForm } from "./ProjectForm.tsx";
import { ProjectRow } from "./ProjectRow.tsx";

export function ProjectsPanel({ portfolio }: { portfolio: Portfolio }) {
  const { t } = useI18n();
  const [open, setOpen] = useState<Project | "new">();
  const { projects } = portfolio;
  return (
    <Panel
      title={t.life.projects}
      aside={<Button onClick={() => setOpen("new")}>{t.life.addProject}</Button>}
    >
      {projects.length === 0 && <p className="text-muted">{t.life.noProjects}</p>}
      <ul>
        {projects.map((project) => (
          <ProjectRow key={project.id} project={project} onEdit={() => setOpen(project)} />
        ))}
      </ul>
      <Conflicts projects={projects} />
      {open !== undefined && (
        <ProjectForm
          portfolio={portfolio}
          {...(open === "new" ? {} : { project: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Panel>
  );
}
