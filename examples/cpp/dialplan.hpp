// SPDX-License-Identifier: MIT
// What a C++ program puts around libdialplan: handles that release themselves, and errors as exceptions.
// C++11.
#ifndef EXAMPLES_DIALPLAN_HPP
#define EXAMPLES_DIALPLAN_HPP

#include <dialplan.h>

#include <istream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace dialplan {

// An error with its place: line and column are 0 where it has none.
struct error : std::runtime_error {
  explicit error(const dialplan_error &e)
      : std::runtime_error(std::to_string(e.line) + ":" + std::to_string(e.column) + ": " + e.message + " [" +
                           e.code + "]"),
        status(e.status), line(e.line), column(e.column) {}
  dialplan_status status;
  uint32_t line, column;
};

inline void must(dialplan_status status, const dialplan_error &e) {
  if (status != DIALPLAN_OK) throw error(e);
}

struct release {
  void operator()(dialplan_zones *zones) const { dialplan_zones_free(zones); }
  void operator()(dialplan_campaign *campaign) const { dialplan_campaign_free(campaign); }
};
using zones = std::unique_ptr<dialplan_zones, release>;
using campaign = std::unique_ptr<dialplan_campaign, release>;

// Zones by name, a line each.
inline zones load_zones(const std::string &names) {
  dialplan_zones *out = nullptr;
  dialplan_error e;
  must(dialplan_zones_load(nullptr, 0, DIALPLAN_ZONES_SYSTEM, names.data(), names.size(), &out, &e), e);
  return zones(out);
}

inline campaign compile(std::istream &in, const zones &table) {
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  dialplan_campaign *out = nullptr;
  dialplan_error e;
  must(dialplan_campaign_compile(text.data(), text.size(), table.get(), nullptr, nullptr, nullptr, 0, &out,
                                 &e),
       e);
  return campaign(out);
}

inline int64_t instant(const std::string &text) {
  int64_t at = 0;
  dialplan_error e;
  must(dialplan_instant_parse(nullptr, DIALPLAN_ZONE_NONE, text.data(), text.size(), DIALPLAN_EDGE_START, &at,
                              &e),
       e);
  return at;
}

inline std::string format(const dialplan_zones *table, uint16_t zone, int64_t at) {
  char out[32];
  uint64_t len = 0;
  dialplan_instant_format(table, zone, at, out, sizeof out, &len);
  return std::string(out, len);
}

} // namespace dialplan

#endif
