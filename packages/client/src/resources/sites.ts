import {
  type CreateSiteRequest,
  type SaveSiteRequest,
  type SiteListResponse,
  type SiteWire,
} from '@beckon/protocol';
import { type RequestOptions, type Transport } from '../transport';

/** Websites and apps that embed the widget. Changes take `sites:manage`. */
export function sitesResource(transport: Transport) {
  const path = '/v1/admin/sites';
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    list: (options?: RequestOptions) => transport.call<SiteListResponse>({ method: 'GET', path, options }),
    get: (id: string, options?: RequestOptions) =>
      transport.call<SiteWire>({ method: 'GET', path: one(id), options }),
    create: (site: CreateSiteRequest, options?: RequestOptions) =>
      transport.call<SiteWire>({ method: 'POST', path, body: site, options }),
    /** Throws `stale` (with `current`) where the site has changed since `revision`. */
    save: (id: string, site: SaveSiteRequest, options?: RequestOptions) =>
      transport.call<SiteWire>({ method: 'PUT', path: one(id), body: site, options }),
  };
}
