// Runs before the first paint, so that a chosen theme does not flash. Inline would break the content policy.
try {
  const chosen = localStorage.getItem("trajectory.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is blocked: the system's preference counts.
}
