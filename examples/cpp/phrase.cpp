// SPDX-License-Identifier: MIT
// Reads times out of a customer's words: those of the command line, spoken in Mumbai on Wednesday, 11 March
// 2026, at 10:00. The campaign comes from standard input.
#include "dialplan.hpp"

#include <iostream>

int main(int argc, char **argv) try {
  const auto campaign = dialplan::compile(std::cin, dialplan::load_zones("Asia/Kolkata"));
  const int64_t asked = dialplan::instant("2026-03-11T10:00:00+05:30");
  for (int i = 1; i < argc; i++) {
    const std::string words = argv[i];
    char line[256];
    uint64_t len = 0;
    dialplan_error e;
    dialplan_resolution found{};
    found.size = sizeof found;
    dialplan::must(dialplan_callback_resolve(campaign.get(), nullptr, words.data(), words.size(), asked,
                                             asked, nullptr, &found, &e),
                   e);
    dialplan::must(dialplan_callback_format(campaign.get(), &found, line, sizeof line, &len, &e), e);
    std::cout << words << ": " << dialplan_callback_status_name(found.status) << ": "
              << std::string(line, len) << "\n";
  }
} catch (const dialplan::error &e) {
  std::cerr << e.what() << "\n";
  return 1;
}
