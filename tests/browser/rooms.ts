/** All rooms by path, and what is there when the room is; for whoever has to visit each. */
export interface RoomPlace {
  name: string;
  path: string;
  /** Selector of playwright. */
  landmark: string;
}

export const ROOMS: readonly RoomPlace[] = [
  { name: "now", path: "/", landmark: "h2:text-is('What η is made of')" },
  { name: "session", path: "/session", landmark: "h2:text-is('Your words')" },
  { name: "history", path: "/history", landmark: "text=Time travel" },
  { name: "simulator", path: "/simulator", landmark: "h2:text-is('In numbers')" },
  { name: "life", path: "/life", landmark: "button:has-text('Add a goal')" },
  { name: "skills", path: "/skills", landmark: "button:has-text('TypeScript')" },
  { name: "server", path: "/server", landmark: "text=How it came there" },
  { name: "interview", path: "/interview", landmark: "button:has-text('What I can do')" },
  { name: "documents", path: "/documents", landmark: "h2:text-is('Your documents')" },
  { name: "plans", path: "/plans", landmark: "button:has-text('Make a plan')" },
  { name: "memory", path: "/memory", landmark: "main h2" },
  { name: "gestures", path: "/gestures", landmark: "h2:text-is('Teach a gesture')" },
  { name: "settings", path: "/settings", landmark: "h2:text-is('What the model takes for granted')" },
];

/** @throws Error for a name that no room has */
export function roomCalled(name: string): RoomPlace {
  const room = ROOMS.find((one) => one.name === name);
  if (room === undefined) throw new Error(`There is no room "${name}".`);
  return room;
}
