// What is typed as an answer, until it is given: neither another row nor another page loses it.

import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { EnquiryId, PersonId } from '@/platform';

export const useAnswers = defineStore('answers', () => {
  const typed = reactive<Record<string, string>>({});
  const key = (person: PersonId, enquiry: EnquiryId) => `${person} ${enquiry}`;

  return {
    of: (person: PersonId, enquiry: EnquiryId): string => typed[key(person, enquiry)] ?? '',
    keep: (person: PersonId, enquiry: EnquiryId, text: string): void => {
      typed[key(person, enquiry)] = text;
    },
  };
});
