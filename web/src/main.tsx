import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { keepFiles } from "./app/service-worker.ts";
import { startLanguage } from "./i18n/i18n.ts";
import "./styles.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root element.");
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepFiles();
