import { isPublicAddress, plainAddress } from '@beckon/plugin';
import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** How the fetch that plugins get is limited. */
export interface GuardedFetchSettings {
  /** Host names, addresses or CIDRs in private networks that may be reached all the same. @default none */
  allowPrivate?: readonly string[];
  /** Bytes of a response that are read. @default 5 MiB */
  maxResponse?: number;
  /** Redirects that are followed. @default 5 */
  maxRedirects?: number;
  /** Resolves host names. @default the system's resolver */
  resolveHost?: (host: string) => Promise<readonly LookupAddress[]>;
}

const systemLookup = (host: string) =>
  new Promise<LookupAddress[]>((resolve, reject) => {
    dnsLookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** Makes the test of whether an address may be reached under this host name. */
function createAllowance(allowed: readonly string[]) {
  const hosts = new Set(allowed.map((entry) => entry.toLowerCase()));
  const nets = new BlockList();
  for (const entry of allowed) {
    const [net = '', prefix] = entry.split('/');
    const family = isIP(net);
    if (family !== 0)
      nets.addSubnet(
        net,
        prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix),
        family === 4 ? 'ipv4' : 'ipv6',
      );
  }
  return (host: string, address: string) => {
    const plain = plainAddress(address);
    return (
      isPublicAddress(plain) ||
      hosts.has(host.toLowerCase()) ||
      (isIP(plain) !== 0 && nets.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6'))
    );
  };
}

async function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      message.destroy();
      throw new TypeError(`The response is larger than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const bodyless = new Set([101, 103, 204, 205, 304]);
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * A `fetch` for plugins that does not reach into private networks. The address is checked where the connection is made,
 * not before, so that a name which resolves differently the second time gains nothing; each redirect is checked anew.
 *
 * @example
 * const fetch = createGuardedFetch({ allowPrivate: ['10.1.0.0/16'] });
 * await fetch('http://169.254.169.254/'); // rejects with a TypeError: private network
 */
export function createGuardedFetch(settings: GuardedFetchSettings = {}): typeof globalThis.fetch {
  const { maxResponse = 5 * 1024 * 1024, maxRedirects = 5, resolveHost = systemLookup } = settings;
  const mayReach = createAllowance(settings.allowPrivate ?? []);

  const refusal = (host: string, address: string) =>
    new TypeError(
      `"${host}" is in a private network (${address}): plugins may not reach it unless "allowPrivate" of the configuration names it`,
    );

  const lookup: NonNullable<RequestOptions['lookup']> = (host, options, done) => {
    resolveHost(host).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !mayReach(host, address));
        const [first] = addresses;
        if (refused) return done(refusal(host, refused.address), '', 0);
        if (!first) return done(new TypeError(`"${host}" has no address`), '', 0);
        return options.all ? done(null, [...addresses]) : done(null, first.address, first.family);
      },
      (error: Error) => done(error, '', 0),
    );
  };

  async function once(request: Request, body: Uint8Array | undefined): Promise<Response> {
    const url = new URL(request.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new TypeError(`Only http and https can be fetched, not "${url.protocol}"`);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !mayReach(host, host)) throw refusal(host, host);
    const headers: Record<string, string> = {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'beckon',
    };
    request.headers.forEach((value, name) => {
      if (name !== 'accept-encoding') headers[name] = value;
    });
    if (body) headers['content-length'] = String(body.byteLength);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = send(
        url,
        { method: request.method, headers, lookup, signal: request.signal, agent: false },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    const answered = new Headers();
    for (let index = 0; index + 1 < message.rawHeaders.length; index += 2)
      answered.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '');
    const status = message.statusCode ?? 0;
    const content = await readBody(message, maxResponse);
    return new Response(bodyless.has(status) ? null : (content as Uint8Array<ArrayBuffer>), {
      status,
      statusText: message.statusMessage ?? '',
      headers: answered,
    });
  }

  return async (input, init) => {
    let request = new Request(input, init);
    let body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    for (let hops = 0; ; hops += 1) {
      request.signal.throwIfAborted();
      const response = await once(request, body);
      const location = response.headers.get('location');
      if (!redirects.has(response.status) || location === null || request.redirect === 'manual')
        return response;
      if (request.redirect === 'error')
        throw new TypeError(`"${request.url}" redirects, which this request does not allow`);
      if (hops >= maxRedirects) throw new TypeError(`More than ${maxRedirects} redirects`);
      const target = new URL(location, request.url);
      const headers = new Headers(request.headers);
      if (target.origin !== new URL(request.url).origin)
        for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name);
      const becomesGet =
        response.status === 303 ||
        ((response.status === 301 || response.status === 302) && request.method === 'POST');
      if (becomesGet) {
        body = undefined;
        headers.delete('content-type');
      }
      request = new Request(target, {
        method: becomesGet ? 'GET' : request.method,
        headers,
        signal: request.signal,
        redirect: request.redirect,
      });
    }
  };
}
