import { randomUUID } from 'node:crypto';

/** What the API answered. */
export interface Answered {
  status: number;
  body: Record<string, unknown>;
}

async function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<Answered & { cookie: string | undefined }> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    cookie: response.headers.getSetCookie()[0]?.split(';')[0],
  };
}

/** An administrator who speaks to the API without the admin app. */
export class AdminApi {
  private constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn(
    url: string,
    { email, password }: { email: string; password: string },
  ): Promise<AdminApi> {
    const { status, body, cookie } = await send(`${url}/v1/admin/session`, 'POST', {}, { email, password });
    if (status !== 200 || cookie === undefined) throw new Error(JSON.stringify(body));
    return new AdminApi(url, { Cookie: cookie, 'X-CSRF-Token': String(body['csrfToken']) });
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answered> {
    return send(`${this.url}/v1/admin${path}`, method, this.headers, body);
  }

  /** The same, and it must go well. */
  async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answered = await this.ask(method, path, body);
    if (answered.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answered.body)}`);
    return answered.body as T;
  }
}

interface Residue {
  rules: { id: string; when: unknown }[];
  criteria: { id: string }[];
  modules: { url: string; facts: string[]; settings: unknown }[];
}

/** A visitor's browser that speaks to the API without the widget. */
export class VisitorApi {
  private credentials: string | undefined;
  visit = '';
  residue: Residue = { rules: [], criteria: [], modules: [] };

  constructor(
    private readonly url: string,
    private readonly origin: string,
    private readonly site: string,
    private readonly facts: Record<string, string | number | boolean> = {},
  ) {}

  private async post<T>(path: string, body: object): Promise<T> {
    const headers = {
      Origin: this.origin,
      'Idempotency-Key': randomUUID(),
      ...(this.credentials === undefined ? {} : { Authorization: `Beckon ${this.credentials}` }),
    };
    const answered = await send(`${this.url}/v1${path}`, 'POST', headers, { site: this.site, ...body });
    if (answered.status >= 300) throw new Error(`${path}: ${JSON.stringify(answered.body)}`);
    return answered.body as T;
  }

  /** Begins a visit, a new one each time. */
  async arrive(): Promise<void> {
    const started = await this.post<{
      visitor: { id: string; secret?: string };
      visit: { id: string };
      residue: Residue;
    }>('/visits', { facts: this.facts });
    if (started.visitor.secret !== undefined)
      this.credentials = `${started.visitor.id}:${started.visitor.secret}`;
    this.visit = started.visit.id;
    this.residue = started.residue;
  }

  /** Claims the first rule that the server sees match; answers the engagement's id, or why there is none. */
  async claim(rule: string): Promise<string> {
    const claimed = await this.post<{ granted: boolean; reason?: string; engagement?: { id: string } }>(
      '/engagements',
      { visit: this.visit, rule, revision: 0, facts: this.facts },
    );
    return claimed.engagement?.id ?? claimed.reason ?? '';
  }

  mark(engagement: string, step: 'delivered' | 'opened'): Promise<unknown> {
    return this.post(`/engagements/${engagement}/events`, { step });
  }

  async write(text: string, engagement?: string): Promise<string> {
    const { id } = await this.post<{ id: string }>('/conversations', {
      visit: this.visit,
      text,
      pageUrl: `${this.origin}/`,
      ...(engagement === undefined ? {} : { engagement }),
    });
    return id;
  }

  say(conversation: string, text: string): Promise<unknown> {
    return this.post(`/conversations/${conversation}/messages`, { text });
  }
}
