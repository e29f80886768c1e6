import { type PermissionWire, type SessionResponse, type SignInRequest } from '@beckon/protocol';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api } from '../../shared/api';

/** Who is signed in and what they may do. */
export const useSession = defineStore('session', () => {
  const agent = ref<SessionResponse['agent'] | null>(null);
  const permissions = ref<readonly PermissionWire[]>([]);
  /** Has the server been asked? */
  const known = ref(false);
  /** Why the server could not say. */
  const failure = ref<unknown>(null);
  /** The server ended the session while this page was open. */
  const expired = ref(false);

  function take(session: SessionResponse | null) {
    agent.value = session?.agent ?? null;
    permissions.value = session?.permissions ?? [];
    known.value = true;
    failure.value = null;
    expired.value = false;
  }

  async function load() {
    try {
      take(await api.session.current());
    } catch (error) {
      failure.value = error;
    }
  }

  async function signIn(credentials: SignInRequest) {
    take(await api.session.signIn(credentials));
  }

  async function signOut() {
    await api.session.signOut();
    take(null);
  }

  /** The server says that nobody is signed in: the page stays, and asks for the password. */
  function expire() {
    if (agent.value) expired.value = true;
  }

  /** Leaves the page to whoever signs in next. */
  function forget() {
    take(null);
  }

  const can = (permission: PermissionWire) => permissions.value.includes(permission);

  return {
    agent,
    permissions,
    known,
    failure,
    expired,
    expire,
    take,
    load,
    signIn,
    signOut,
    forget,
    mayManageRules: computed(() => can('automations:manage')),
    mayManagePeople: computed(() => can('people:manage')),
    mayManageSites: computed(() => can('sites:manage')),
    mayManagePlugins: computed(() => can('plugins:manage')),
    mayReply: computed(() => can('conversations:reply')),
  };
});
