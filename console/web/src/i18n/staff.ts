/** What staff read, in the three languages. */

import type { Language } from "../protocol";
import { staffEn } from "./staff.en";
import { staffFi, type StaffTexts } from "./staff.fi";
import { staffSv } from "./staff.sv";

export type { StaffTexts };

export const staffTexts: Readonly<Record<Language, StaffTexts>> = { fi: staffFi, sv: staffSv, en: staffEn };
