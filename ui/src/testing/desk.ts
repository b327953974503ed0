// A desk for tests of the pages: each test says what it answers, most of it as it was recorded of the real
// one, and sees what it was asked.

import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { createMemoryHistory, createRouter } from 'vue-router';
import { h, type Component } from 'vue';
import { i18n } from '@/locales';
import { usePlatform } from '@/platform';
import type { Exchange } from './exchange';
import { replay } from './replay';
import type { Calls, Command } from '@/platform';

export type Answers = {
  [K in Command]?: (args: Calls[K]['args']) => Calls[K]['reply'] | Promise<Calls[K]['reply']>;
};

/** Answers the calls, by what was recorded where nothing else is given, and keeps them in their order. */
export function answerCalls(
  answers: Answers,
  recorded: Exchange[] = [],
): { command: Command; args: unknown }[] {
  const asked: { command: Command; args: unknown }[] = [];
  const otherwise = replay(recorded);
  usePlatform({
    call: async (command, args) => {
      asked.push({ command, args });
      const answer = answers[command];
      return answer === undefined ? await otherwise(command, args) : await answer(args);
    },
    onChange: () => undefined,
  });
  return asked;
}

const page: Component = { render: () => h('div') };

/** Mounts a component with all that the desk's pages have around them. */
export async function mountDesk(
  component: Component,
  props: Record<string, unknown> = {},
): Promise<VueWrapper> {
  const routes = [
    { path: '/', name: 'workbench', component: page },
    { path: '/intake/:draft?', name: 'intake', component: page },
    { path: '/case/:case', name: 'case', component: page },
    { path: '/day', name: 'day', component: page },
    { path: '/enquiries', name: 'enquiries', component: page },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push('/');
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient }]] },
  });
  await flushPromises();
  return wrapper;
}
