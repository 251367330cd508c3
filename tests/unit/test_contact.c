/* SPDX-License-Identifier: MIT */
/* lib/contact.c: keys, and the zones of a contact. */
#include "fixture.h"

static void keys_are_mixed_fnv(void **state) {
  /* made by another implementation of DRAWS in libdialplan(3) */
  assert_true(dialplan_key("", 0) == UINT64_C(0xF52A15E9A9B5E89B));
  assert_true(dialplan_key("42", 2) == UINT64_C(0xA428CE5471163B02));
  assert_true(dialplan_key("a", 1) == UINT64_C(0x02C0BDBF481420F8));
  assert_true(dialplan_key("+491701234567", 13) == UINT64_C(0x2A14068C0382804D));
  assert_true(dialplan_key("a\0b", 3) != dialplan_key("a", 1));
}

static void assert_zones(const dialplan_zones *zones, const char *text, const char *expected) {
  dialplan_contact contact = {.flags = DIALPLAN_CONTACT_DNC_LISTED | DIALPLAN_CONTACT_ZONE_UNKNOWN,
                              .zone_count = 3};
  char names[512] = "";
  assert_int_equal(dialplan_contact_zones(&contact, zones, text, strlen(text), NULL), DIALPLAN_OK);
  for (uint16_t i = 0; i < contact.zone_count; i++) {
    if (i) strcat(names, " ");
    strcat(names, dialplan_zones_name(zones, contact.zones[i]));
  }
  assert_string_equal(names, expected);
  assert_int_equal(contact.flags, DIALPLAN_CONTACT_DNC_LISTED);
}

static void zones_are_read_in_their_order(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  assert_zones(zones, "", "");
  assert_zones(zones, "Europe/Berlin", "Europe/Berlin");
  assert_zones(zones, "UTC|Europe/Berlin|Asia/Tokyo", "UTC Europe/Berlin Asia/Tokyo");
  assert_zones(zones, "Asia/Calcutta|UTC|Asia/Kolkata|Asia/Calcutta",
               "Asia/Calcutta UTC"); /* links count once */
  dialplan_zones_free(zones);
}

static void an_unknown_name_holds_the_contact(void **state) {
  static const char *const wrong[] = {"Europe/Berlim",      "Europe/Berlin|Mars", "|",
                                      "Europe/Berlin|",     "|Europe/Berlin",     " Europe/Berlin",
                                      "Europe/Berlin | UTC"};
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dialplan_contact contact = {.zone_count = 1, .zones = {5}};
    dialplan_error error;
    assert_int_equal(dialplan_contact_zones(&contact, zones, wrong[i], strlen(wrong[i]), &error),
                     DIALPLAN_E_ZONE_UNKNOWN);
    assert_int_equal(contact.flags, DIALPLAN_CONTACT_ZONE_UNKNOWN);
    assert_int_equal(contact.zone_count, 0);
    assert_int_equal(contact.zones[0], 0);
    assert_string_equal(error.code, "zone-unknown");
  }
  dialplan_contact contact = {0};
  dialplan_error error;
  dialplan_contact_zones(&contact, zones, "UTC|Europe/Berlim", 17, &error);
  assert_string_equal(error.message, "there is no zone \"Europe/Berlim\"; did you mean Europe/Berlin?");
  dialplan_zones_free(zones);
}

static void a_contact_has_64_zones_at_most(void **state) {
  char list[65 * 7 + 1] = "", bars[65 * 7 + 1] = "";
  for (int i = 0; i < 65; i++) {
    char name[16];
    snprintf(name, sizeof name, "+%02d:%02d", 1 + i / 60, i % 60);
    strcat(strcat(list, i ? "\n" : ""), name);
    strcat(strcat(bars, i ? "|" : ""), name);
  }
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, list);
  dialplan_contact contact = {0};
  dialplan_error error;
  assert_int_equal(dialplan_contact_zones(&contact, zones, bars, 64 * 7 - 1, &error), DIALPLAN_OK);
  assert_int_equal(contact.zone_count, 64);
  assert_int_equal(contact.flags, 0);
  assert_int_equal(dialplan_contact_zones(&contact, zones, bars, 65 * 7 - 1, &error), DIALPLAN_E_LIMIT);
  assert_string_equal(error.code, "zones-many");
  assert_int_equal(contact.zone_count, 0);
  assert_int_equal(contact.flags, DIALPLAN_CONTACT_ZONE_UNKNOWN);
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_ZONES_PER_CONTACT), 64);
  dialplan_zones_free(zones);
}

static void wrong_arguments_are_refused(void **state) {
  dialplan_contact contact = {.zone_count = 1, .zones = {5}};
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, "UTC");
  assert_int_equal(dialplan_contact_zones(NULL, zones, "UTC", 3, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_contact_zones(&contact, NULL, "UTC", 3, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_contact_zones(&contact, zones, NULL, 3, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(contact.zone_count, 1);
  assert_int_equal(dialplan_contact_zones(&contact, zones, NULL, 0, NULL), DIALPLAN_OK);
  assert_int_equal(contact.zone_count, 0);
  dialplan_zones_free(zones);
}

/* ---- many ---- */

/* Rows of a caller: longer than the library knows them, with something of its own behind. */
typedef struct person {
  dialplan_contact contact;
  uint64_t own;
} person;

static const char list[] = "7,Europe/Berlin;42,Asia/Tokyo|UTC;,;+491701234567,Mars;a,UTC";
enum { PEOPLE = 5 };

/* The ids and the zones of the list above, whose fields end as a CSV file's do. */
static void find_fields(dialplan_text_span ids[PEOPLE], dialplan_text_span names[PEOPLE]) {
  uint32_t at = 0;
  for (int i = 0; i < PEOPLE; i++) {
    ids[i].from = at;
    ids[i].until = at += (uint32_t)strcspn(list + at, ",");
    names[i].from = ++at;
    names[i].until = at += (uint32_t)strcspn(list + at, ";");
    at++;
  }
}

static void a_list_is_read_as_its_contacts_are_singly(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  dialplan_text_span ids[PEOPLE], names[PEOPLE];
  find_fields(ids, names);
  ids[1].until = sizeof list; /* behind the end of the text */
  names[4] = (dialplan_text_span){9, 8};
  person people[PEOPLE], singly[PEOPLE];
  int32_t keyed[PEOPLE], placed[PEOPLE];
  for (int i = 0; i < PEOPLE; i++)
    people[i] = singly[i] =
        (person){{.flags = DIALPLAN_CONTACT_DNC_LISTED, .zone_count = 2, .zones = {5, 6}}, 9};
  assert_int_equal(dialplan_key_batch(list, sizeof list - 1, ids, PEOPLE, &people->contact.key,
                                      sizeof *people, keyed, NULL),
                   DIALPLAN_OK);
  assert_int_equal(dialplan_contact_zones_batch(&people->contact, sizeof *people, zones, list,
                                                sizeof list - 1, names, PEOPLE, placed, NULL),
                   DIALPLAN_OK);
  for (int i = 0; i < PEOPLE; i++) {
    dialplan_contact *contact = &singly[i].contact;
    if (i != 1) contact->key = dialplan_key(list + ids[i].from, ids[i].until - ids[i].from);
    const uint64_t len = i == 4 ? 0 : names[i].until - names[i].from;
    const int32_t status = dialplan_contact_zones(contact, zones, list + names[i].from, len, NULL);
    if (i == 4) contact->flags |= DIALPLAN_CONTACT_ZONE_UNKNOWN;
    assert_memory_equal(&people[i], &singly[i], sizeof people[i]);
    assert_int_equal(keyed[i], i == 1 ? DIALPLAN_E_RANGE : DIALPLAN_OK);
    assert_int_equal(placed[i], i == 4 ? DIALPLAN_E_RANGE : status);
  }
  assert_int_equal(people[1].contact.key, 0);
  assert_int_equal(people[1].contact.zone_count, 2);
  assert_int_equal(placed[3], DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(people[3].contact.flags, DIALPLAN_CONTACT_DNC_LISTED | DIALPLAN_CONTACT_ZONE_UNKNOWN);

  uint64_t keys[PEOPLE];
  assert_int_equal(dialplan_key_batch(list, sizeof list - 1, ids, PEOPLE, keys, sizeof *keys, NULL, NULL),
                   DIALPLAN_OK);
  assert_true(keys[0] == people[0].contact.key && keys[4] == people[4].contact.key);
  assert_int_equal(dialplan_contact_zones_batch(&people->contact, sizeof *people, zones, list,
                                                sizeof list - 1, names, PEOPLE, NULL, NULL),
                   DIALPLAN_OK);
  dialplan_zones_free(zones);
}

static void what_holds_for_a_whole_list(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, "Europe/Berlin");
  const dialplan_text_span empty = {0, 0};
  dialplan_contact contact = {.key = 7};
  uint64_t key = 7;
  dialplan_error err;
  assert_int_equal(dialplan_key_batch(NULL, 1, &empty, 1, &key, 8, NULL, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_key_batch("", 0, NULL, 1, &key, 8, NULL, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_key_batch("", 0, &empty, 1, NULL, 8, NULL, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_key_batch("", 0, &empty, 1, &key, 7, NULL, &err), DIALPLAN_E_SIZE);
  assert_int_equal(key, 7);
  assert_int_equal(dialplan_key_batch(NULL, 0, NULL, 0, NULL, 0, NULL, &err), DIALPLAN_OK);
  assert_int_equal(dialplan_key_batch(NULL, 0, &empty, 1, &key, 8, NULL, &err), DIALPLAN_OK);
  assert_true(key == dialplan_key("", 0));

  const uint64_t stride = sizeof contact;
  assert_int_equal(dialplan_contact_zones_batch(&contact, stride, NULL, "", 0, &empty, 1, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_contact_zones_batch(&contact, stride, zones, NULL, 1, &empty, 1, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_contact_zones_batch(&contact, stride, zones, "", 0, NULL, 1, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_contact_zones_batch(NULL, stride, zones, "", 0, &empty, 1, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_contact_zones_batch(&contact, 8, zones, "", 0, &empty, 1, NULL, &err),
                   DIALPLAN_E_SIZE);
  assert_string_equal(err.code, "size");
  assert_int_equal(dialplan_contact_zones_batch(NULL, 0, zones, NULL, 0, NULL, 0, NULL, &err), DIALPLAN_OK);
  assert_int_equal(dialplan_contact_zones_batch(&contact, stride, zones, NULL, 0, &empty, 1, NULL, &err),
                   DIALPLAN_OK);
  assert_true(contact.zone_count == 0 && contact.flags == 0 && contact.key == 7);
  dialplan_zones_free(zones);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_mixed_fnv),
      cmocka_unit_test(zones_are_read_in_their_order),
      cmocka_unit_test(an_unknown_name_holds_the_contact),
      cmocka_unit_test(a_contact_has_64_zones_at_most),
      cmocka_unit_test(wrong_arguments_are_refused),
      cmocka_unit_test(a_list_is_read_as_its_contacts_are_singly),
      cmocka_unit_test(what_holds_for_a_whole_list),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
