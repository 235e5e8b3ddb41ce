/**
 * What people here use in passwords, without tone or other marks, most likely first. Short on
 * purpose: habits, names and office vocabulary; zxcvbn itself handles combinations, capitals,
 * digits and substituted letters.
 */
const HABITS = `
  matkhau matkhaucuatoi matkhaumoi matkhaucu matkhaunay khongcomatkhau doimatkhau nhapmatkhau
  anhyeuem emyeuanh yeuem yeuanh toiyeuem iloveyou anhnhoem nhoem yeumaimai maimaiyeu tinhyeu
  khongbiet khongnho khongcho khongco quenmat quenmatkhau taisao chaobang chaomung xinchao
  camon camonban tamsu hanhphuc maymanphattai phattai anlanh binhan suckhoe chucmungnammoi
  toiyeuvietnam vietnam vietnamvodich covietnam dattuoc datnuoc tuhaovietnam congvinh
  giadinh bome bame ongba concai vochong conyeu gaunho meocon cunyeu heocon bongbong
  motnamba motaibabon mothaiba mothaibabonnam mothaibabon batdau ketthuc
  admin quantri quantrivien nguoidung taikhoan dangnhap kichhoat macdinh macdinh123
  123456 1234567 12345678 123456789 1234567890 123123 123321 112233 111111 666666 888888 686868
  147258369 159357 a123456 123456a abc123 abcd1234 qwerty asdfgh zxcvbn 1q2w3e4r q1w2e3r4
`
const OFFICE = `
  hop cuochop hopgiaoban giaoban hopkhan hoptructuyen tructuyen hopdang hopchibo chibo dangbo
  danguy tinhuy thanhuy huyenuy uyban uybannhandan ubnd nhandan hoidong hoidongnhandan hdnd
  quochoi chinhphu thutuong botruong thutruong giamdoc phogiamdoc truongphong phophong chutich
  phochutich bithu phobithu thuky chanhvanphong vanphong vanphongchinhphu canbo congchuc vienchuc
  sotuphap sotaichinh sonoivu soyte sogiaoduc socongthuong sothongtin thongtintruyenthong
  botuphap botaichinh bonoivu boyte bogiaoduc bocongan boquocphong bokhoahoc bangoaigiao
  tongcuc cuc chicuc phongban trungtam donvi coquan nhanuoc nhanuocvietnam congan quandoi
  benhvien truonghoc daihoc giaovien hocsinh sinhvien hoinghi hoithao daihoi baocao kehoach
  bimat tuyetmat toimat noibo khongphobien antoan baomat anninh anninhmang
  thuhai thuba thutu thunam thusau thubay chunhat hangtuan hangthang hangquy hangnam homnay
  thang1 thang2 thang3 thang4 thang5 thang6 thang7 thang8 thang9 thang10 thang11 thang12
  thangmot thanghai thangba thangtu thangnam thangsau thangbay thangtam thangchin thangmuoi
  quy1 quy2 quy3 quy4 namnay nammoi buoisang buoichieu buoitoi
`
/** The 34 provinces, the 63 former ones, and well-known places in them. */
const PLACES = `
  hanoi saigon tphcm hcm hochiminh thanhphohochiminh haiphong danang cantho hue thuathienhue
  angiang baria vungtau bariavungtau baclieu bacgiang backan bacninh bentre binhduong binhdinh
  binhphuoc binhthuan camau caobang daklak daclac dacklak daknong dacnong dienbien dongnai dongthap
  gialai hagiang hanam hatinh haiduong haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau
  langson laocai lamdong longan namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam
  quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa tiengiang travinh
  tuyenquang vinhlong vinhphuc yenbai
  hoankiem badinh caugiay dongda haibatrung thanhxuan longbien tayho hoangmai namtuliem bactuliem
  hadong sontay gialam donganh socson melinh thanhtri thuongtin hoalac bavi
  thuduc govap binhthanh tanbinh tanphu phunhuan binhtan binhchanh hocmon cuchi nhabe cangio quanmot
  haichau thanhkhe sontra nguhanhson lienchieu camle hoavang hongbang lechan kienan doson thuynguyen
  ninhkieu cairang binhthuy thotnot dalat baoloc nhatrang camranh phanthiet phanrang quynhon tuyhoa
  buonmathuot buonmethuot pleiku hoian tamky donghoi dongha thanhphovinh samson tamdiep hoalu phuly
  halong mongcai campha uongbi dongtrieu catba sapa mocchau nghialo dienbienphu viettri songcong
  chilinh tuson bienhoa longkhanh thudaumot dian thuanan mytho rachgia chaudoc longxuyen hatien sadec
  caolanh vithanh phuquoc condao hoangsa truongsa biendong mientrung mienbac miennam dongbang
  taynguyen taybac dongbac dongbangsongcuulong dongbangsonghong songhong cuulong huonggiang
  vietnamconghoaxahoichunghia conghoaxahoichunghiavietnam doclaptudohanhphuc
`
const NAMES = `
  nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh doan mai
  truong lam dao ha luong cao chau ta phung to thai tang quach van thi
  anh minh hung dung tuan hai nam son long hoang huy khanh kien linh lan huong hoa hong ngoc
  phuong thao trang thu thuy van yen my nga nhung quynh tam thanh thang tien toan trung tu viet
  vinh vuong xuan duc dat binh bao cuong giang hanh hieu hien hoai khoa khoi loan loc luan mai
  nghia nhan nhi nhu oanh phuc quan quang quoc quy sang tai tan thien thinh thinh tho thong tin
  tri truc truong tung uyen vy
  nguyenvan nguyenthi tranvan tranthi levan lethi phamvan phamthi hoangvan vuvan dangvan buivan
  nguyenvana nguyenvanb bacho bachohochiminh vonguyengiap haibatrung lythuongkiet tranhungdao
  quangtrung leloi ngoquyen nguyentrai nguyendu lythaito dinhbolinh
`

const words = (text: string): string[] => [...new Set(text.trim().split(/\s+/))]

/** Common passwords and phrases; any one of these is rejected, whatever its length. */
export const VIETNAMESE_COMMON = words(HABITS + OFFICE)
export const VIETNAMESE_NAMES = words(NAMES + PLACES)
