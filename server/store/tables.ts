/** The tables of migrations/ as Kysely sees them. bigint columns come as numbers (pool.ts), timestamptz as Date. */
import type { Generated } from "kysely";

export interface Tables {
  account: AccountTable;
  sign_in: SignInTable;
  api_key: ApiKeyTable;
  event: EventTable;
  snapshot: SnapshotTable;
  session: SessionTable;
  stream: StreamTable;
  clock_exchange: ClockExchangeTable;
  signal_block: SignalBlockTable;
  signal_drop: SignalDropTable;
  signal_window: SignalWindowTable;
  signal_second: SignalRollupTable;
  signal_minute: SignalRollupTable;
  signal_hour: SignalRollupTable;
  rollup_mark: RollupMarkTable;
  session_clock: SessionClockTable;
  gesture_example: GestureExampleTable;
  stream_holding: StreamHoldingTable;
  model_call: ModelCallTable;
  job: JobTable;
  document: DocumentTable;
  document_page: DocumentPageTable;
  document_proposal: DocumentProposalTable;
  session_marker: SessionMarkerTable;
  memory_owner: MemoryOwnerTable;
  memory_item: MemoryItemTable;
  plan: PlanTable;
  plan_report: PlanReportTable;
  plan_outcome: PlanOutcomeTable;
  analysis: AnalysisTable;
  analysis_day: AnalysisDayTable;
}

interface AccountTable {
  user_id: string;
  name: string;
  email: string;
  password_hash: string;
  role: "owner" | "member";
  created_at: Generated<Date>;
}

interface SignInTable {
  token_hash: Buffer;
  user_id: string;
  created_at: Generated<Date>;
  expires_at: Date;
}

interface ApiKeyTable {
  key_id: string;
  user_id: string;
  token_hash: Buffer;
  name: string;
  scope: "device" | "read";
  created_at: Generated<Date>;
  used_at: Date | null;
}

interface EventTable {
  user_id: string;
  seq: number;
  actor: string;
  type: string;
  at: Date;
  command_id: string;
  machine_version: number;
  payload: unknown;
  recorded_at: Generated<Date>;
}

interface SnapshotTable {
  user_id: string;
  seq: number;
  machine_version: number;
  state_hash: string;
  state: unknown;
  saved_at: Generated<Date>;
}

interface SessionTable {
  session_id: string;
  user_id: string;
  device_model: string;
  app_version: string;
  opened_at: Date;
  ended_at: Date | null;
}

interface StreamTable {
  session_id: string;
  stream_id: number;
  kind: number;
  channels: string[];
  nominal_hz: number;
  captured: number | null;
  dropped: number | null;
}

interface ClockExchangeTable {
  session_id: string;
  t0_us: number;
  t1_us: number;
  t2_us: number;
  t3_us: number;
}

interface SignalBlockTable {
  session_id: string;
  stream_id: number;
  t0: Date;
  t1: Date;
  first_seq: number;
  received_at: Date;
  sample_count: number;
  channel_count: number;
  codec: number;
  data: Buffer;
}

interface SignalDropTable {
  session_id: string;
  stream_id: number;
  first_seq: number;
  sample_count: number;
  reason: string;
  recorded_at: Generated<Date>;
}

interface SignalWindowTable {
  session_id: string;
  user_id: string;
  kind: number;
  t0: Date;
  t1: Date;
  revision: number;
  clock_error_ms: number;
  sample_rate_hz: number | null;
  sample_rate_error_hz: number | null;
  feature_names: string[];
  feature_values: number[];
  feature_qualities: number[];
  feature_coverages: number[];
  feature_artefact_shares: number[];
  feature_methods: string[];
}

interface GestureExampleTable {
  example_id: string;
  user_id: string;
  gesture: string;
  session_id: string;
  t0_us: number;
  t1_us: number;
  shape: Buffer;
  added_at: Generated<Date>;
}

interface SignalRollupTable {
  session_id: string;
  stream_id: number;
  t: Date;
  sample_count: number;
  first_seq: number;
  last_seq: number;
  first_t: Date;
  last_t: Date;
  gaps: number;
  covered_s: number | null;
  replaces: number | null;
  mins: number[];
  maxs: number[];
  sums: number[];
  squares: number[];
}

interface RollupMarkTable {
  node_id: string;
  received_at: Date;
  updated_at: Generated<Date>;
}

interface SessionClockTable {
  session_id: string;
  epochs: unknown;
}

interface StreamHoldingTable {
  session_id: string;
  stream_id: number;
  held: string;
  last_t: Date;
}

interface ModelCallTable {
  user_id: string;
  at: Date;
  interview_id: string;
  model: string;
  prompt: string;
  prompt_hash: string;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  outcome: string;
  ms: number;
}

interface JobTable {
  job_id: string;
  user_id: string;
  kind: string;
  subject: string;
  state: string;
  share: Generated<number>;
  step: Generated<string>;
  attempt: Generated<number>;
  node_id: string | null;
  error: unknown;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  ended_at: Date | null;
}

interface SessionMarkerTable {
  user_id: string;
  session_id: string;
  marker_id: string;
  t: Date;
  name: string;
  note: string;
  updated_at: Generated<Date>;
}

interface MemoryOwnerTable {
  user_id: string;
  version: Generated<number>;
  deletions: Generated<number>;
  followed_seq: Generated<number>;
}

interface MemoryItemTable {
  user_id: string;
  id: string;
  n: Generated<number>;
  kind: string;
  title: string | null;
  text: string;
  at: Date;
  source_kind: string;
  source_id: string;
  source_locator: string | null;
  metadata: unknown;
  version: number;
  model: string | null;
  dimension: number | null;
  vector: Buffer | null;
  refused: string | null;
}

interface DocumentTable {
  document_id: string;
  user_id: string;
  source: string;
  format: string;
  name: string;
  address: string | null;
  content_hash: Buffer;
  bytes: number;
  content: Buffer | null;
  state: string;
  notices: Generated<unknown>;
  error: unknown;
  added_at: Generated<Date>;
  read_at: Date | null;
}

interface DocumentPageTable {
  user_id: string;
  document_id: string;
  page: number;
  text: string;
}

interface DocumentProposalTable {
  user_id: string;
  document_id: string;
  proposal_id: string;
  position: number;
  page: number;
  reader: string;
  proposal: unknown;
  decision: string | null;
  decided_at: Date | null;
  changes: Generated<unknown>;
}

interface PlanTable {
  plan_id: string;
  user_id: string;
  made_at: Date;
  seq: number;
  plan: unknown;
}

interface PlanReportTable {
  plan_id: string;
  report_id: string;
  user_id: string;
  step: string;
  at: Date;
  report: unknown;
}

interface PlanOutcomeTable {
  plan_id: string;
  week: number;
  user_id: string;
  at: Date;
  eta: number;
}

interface AnalysisTable {
  analysis_id: string;
  user_id: string;
  made_at: Date;
  time_zone: string;
  result: unknown;
}

interface AnalysisDayTable {
  user_id: string;
  last_day: string;
}
