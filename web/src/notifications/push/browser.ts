/** The browser's side of Web Push: permission, subscription, and what the server is told of it. */
import type { NotificationKind } from "@trajectory/protocols/notifications/kinds.ts";
import { ApiError } from "../../api/http.ts";
import {
  getPushDevices,
  getPushKey,
  type PushDevice,
  type PushKeys,
  putPushDevice,
  removePushDevice,
} from "../../api/push.ts";
import { deviceName } from "./device-name.ts";
import { forgetTold, type OwnSettings, readTold, writeTold } from "./told.ts";

/** `asks`: it would have to ask its person first. */
export type PushPermission = "unsupported" | "denied" | "asks" | "granted";

const LEAVE_MS = 3_000;

export function pushPermission(): PushPermission {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window))
    return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" ? "granted" : "asks";
}

/** The subscription of this browser, whoever's it is. */
export async function currentEndpoint(): Promise<string | undefined> {
  if (pushPermission() !== "granted") return undefined;
  return (await currentSubscription())?.endpoint;
}

/** Only upon a click: it asks. Undefined where its person does not allow it. @throws ApiError */
export async function switchOn(userId: string, settings: OwnSettings): Promise<PushDevice | undefined> {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  const devices = await getPushDevices();
  const earlier = await currentSubscription();
  // Somebody else's, who used this browser before, or one that the server has let go of.
  const isOurs = devices.some(({ endpoint }) => endpoint === earlier?.endpoint);
  if (earlier !== undefined && !isOurs) await earlier.unsubscribe();
  const { endpoint, keys } = await subscribe();
  const device = await putPushDevice({ endpoint, keys, label: deviceName(navigator.userAgent), ...settings });
  writeTold({ userId, subscriptionId: device.subscriptionId, endpoint, settings });
  return device;
}

/** Of this browser or another device. @throws ApiError */
export async function switchOff({ subscriptionId, endpoint }: PushDevice): Promise<void> {
  await removePushDevice(subscriptionId);
  const own = await currentSubscription();
  if (own?.endpoint !== endpoint) return;
  forgetTold();
  await own.unsubscribe();
}

/** Of this browser. @throws ApiError */
export async function settleKinds(kinds: NotificationKind[]): Promise<void> {
  await putPushDevice({ ...(await subscribe()), kinds });
}

/** Whoever signs out is told nothing more here; a server that does not answer hears of it from the push service. */
export async function leavePush(): Promise<void> {
  const told = readTold();
  if (told === undefined) return;
  forgetTold();
  const removed = removePushDevice(told.subscriptionId, AbortSignal.timeout(LEAVE_MS));
  await Promise.allSettled([removed, currentSubscription().then((own) => own?.unsubscribe())]);
}

/** Tells the server what has changed here: the endpoint, the language, the time zone, quiet hours. */
export async function keepTold(userId: string, settings: OwnSettings): Promise<void> {
  const told = readTold();
  if (told?.userId !== userId || pushPermission() !== "granted") return;
  const { endpoint, keys } = await subscribe();
  const isSame = JSON.stringify(told.settings) === JSON.stringify(settings);
  if (endpoint === told.endpoint && isSame) return;
  // Removed from another device: it is not to come back by itself.
  const devices = await getPushDevices();
  if (!devices.some(({ subscriptionId }) => subscriptionId === told.subscriptionId)) {
    forgetTold();
    return;
  }
  const replaces = endpoint === told.endpoint ? {} : { replaces: told.endpoint };
  const { subscriptionId } = await putPushDevice({ endpoint, keys, ...replaces, ...settings });
  writeTold({ userId, subscriptionId, endpoint, settings });
}

async function currentSubscription(): Promise<PushSubscription | undefined> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? undefined;
}

async function subscribe(): Promise<{ endpoint: string; keys: PushKeys }> {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const applicationServerKey = await getPushKey();
  try {
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    const { endpoint, keys } = subscription.toJSON() as PushSubscriptionJSON & { endpoint: string };
    return { endpoint, keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "";
    throw new ApiError(0, { code: "source_unavailable", message, hint: "" }, cause);
  }
}
