module libdialplan.example/dialplan

go 1.19
