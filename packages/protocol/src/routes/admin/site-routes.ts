import { z } from 'zod';
import { createSiteRequest, saveSiteRequest, siteListResponse, siteSchema } from '../../admin';
import { idSchema } from '../../common';
import { defineRoute } from '../route';

const byId = z.strictObject({ id: idSchema });
const sites = { side: 'admin', tag: 'Sites', credentials: 'session' } as const;

/** Websites and apps that embed the widget. */
export const siteRoutes = {
  listSites: defineRoute({
    ...sites,
    method: 'get',
    path: '/v1/admin/sites',
    summary: 'All sites',
    answer: { status: 200, schema: siteListResponse, description: 'By name.' },
    problems: [],
  }),
  createSite: defineRoute({
    ...sites,
    method: 'post',
    path: '/v1/admin/sites',
    summary: 'Create a site',
    permission: 'sites:manage',
    body: createSiteRequest,
    answer: { status: 201, schema: siteSchema, description: 'The site, with its key and snippet.' },
    problems: [],
  }),
  getSite: defineRoute({
    ...sites,
    method: 'get',
    path: '/v1/admin/sites/:id',
    summary: 'One site',
    params: byId,
    answer: { status: 200, schema: siteSchema, description: 'The site.' },
    problems: [],
  }),
  saveSite: defineRoute({
    ...sites,
    method: 'put',
    path: '/v1/admin/sites/:id',
    summary: 'Replace a site’s name, origins, settings and page facts',
    description: 'Without `facts` the page facts stay as they are. One that rules read cannot be taken out.',
    permission: 'sites:manage',
    params: byId,
    body: saveSiteRequest,
    answer: { status: 200, schema: siteSchema, description: 'The site as it is now.' },
    problems: ['stale'],
  }),
};
